import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { Lstm } from '../../src/lstm/lstm.ts'
import { Random } from '../../src/lstm/random.ts'
import { modest, stream } from './stream.ts'

const both = ['wasm', 'reference'] as const
for (const engine of both)
  describe(`Lstm on ${engine}`, () => {
    it('has the sizes that were asked for', () => {
      expect(new Lstm({ ...modest, engine }).kind).toBe(engine)
    })

    it('predicts zero before it has learned: the head starts at zero', () => {
      const lstm = new Lstm({ ...modest, engine, learningRate: 0 })
      const show = stream(1)
      for (let t = 0; t < 30; t++) expect(show(lstm).outputs.every((y) => y === 0)).toBe(true)
    })

    it('continues from a snapshot as if it had never stopped, to the bit', () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 150 }), fc.nat(), (stop, seed) => {
          const lstm = new Lstm({ ...modest, engine })
          const show = stream(seed)
          for (let t = 0; t < stop; t++) {
            show(lstm)
            if (t === 40) lstm.reset()
          }
          const other = new Lstm({ ...modest, seed: 99, engine })
          other.restore(lstm.snapshot())
          expect(other.outputs).toEqual(lstm.outputs)
          expect(other.cells).toEqual(lstm.cells)
          for (let t = 0; t < 20; t++) {
            const random = new Random(t)
            const x = Float64Array.from({ length: 4 }, () => random.uniform())
            const targets = Float64Array.from({ length: 6 }, () => random.uniform())
            expect(other.learn(targets)).toEqual(lstm.learn(targets))
            expect(other.step(x)).toEqual(lstm.step(x))
          }
          expect(Buffer.compare(other.snapshot(), lstm.snapshot())).toBe(0)
        }),
        { numRuns: engine === 'wasm' ? 12 : 5 },
      )
    })

    it('keeps its weights at learning rate 0', () => {
      const lstm = new Lstm({ ...modest, engine, learningRate: 0 })
      const before = lstm.parameters
      const show = stream(5)
      let learned = 0
      for (let t = 0; t < 60; t++) if (show(lstm).result.learned) learned++
      expect(learned).toBe(50)
      expect(lstm.parameters).toEqual(before)
    })

    it('rejects a whole row with inputs that are not finite, and counts it', () => {
      const lstm = new Lstm({ ...modest, engine })
      const show = stream(5)
      for (let t = 0; t < 30; t++) show(lstm)
      const before = lstm.snapshot()
      const said = [...lstm.outputs]
      const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300]
      // 1e300 is no float32.
      for (const x of wrong) {
        const rejections = lstm.rejections
        expect([...lstm.step(Float64Array.of(0.1, 0.2, x, 0.3))]).toEqual(said)
        expect(lstm.rejections).toBe(rejections + 1)
      }
      const after = new Lstm({ ...modest, engine })
      after.restore(before)
      expect(after.parameters).toEqual(lstm.parameters)
      expect(after.cells).toEqual(lstm.cells)
      const x = Float64Array.of(0.1, 0.2, 0.3, 0.4)
      expect([...lstm.step(x)]).toEqual([...after.step(x)])
    })

    it('refuses arrays of the wrong length, and remains unchanged', () => {
      const lstm = new Lstm({ ...modest, engine })
      const before = lstm.snapshot()
      for (const length of [0, 3, 5])
        expect(() => lstm.step(new Float64Array(length))).toThrow(
          new RangeError(`lstm.step: expected 4 numbers (channels × inputs), got ${length}`),
        )
      for (const length of [0, 5, 7])
        expect(() => lstm.learn(new Float64Array(length))).toThrow(
          new RangeError(`lstm.learn: expected 6 numbers (channels × leads), got ${length}`),
        )
      expect(Buffer.compare(lstm.snapshot(), before)).toBe(0)
    })

    it('rejects infinite targets, and continues as if they had not been passed', () => {
      const [lstm, other] = [new Lstm({ ...modest, engine }), new Lstm({ ...modest, engine })]
      const [show, showOther] = [stream(6), stream(6)]
      for (let t = 0; t < 30; t++) {
        show(lstm)
        showOther(other)
      }
      const result = lstm.learn(Float64Array.of(1, 1, Number.POSITIVE_INFINITY, 1, 1, 1))
      expect(result).toMatchObject({ learned: false, rejected: true })
      expect(lstm.rejections).toBe(1)
      expect(lstm.parameters).toEqual(other.parameters)
      for (let t = 0; t < 20; t++) expect(show(lstm)).toEqual(showOther(other))
    })

    it('rejects targets whose squared error would overflow, and continues as if they had not been passed', () => {
      const squared = { ...modest, loss: 'squared', engine } as const
      for (const [y, taken] of [
        [1e18, true],
        [2e18, false],
        [-1e20, false],
        [3e38, false],
      ] as const) {
        const [lstm, other] = [new Lstm(squared), new Lstm(squared)]
        const [show, showOther] = [stream(6), stream(6)]
        for (let t = 0; t < 30; t++) {
          show(lstm)
          showOther(other)
        }
        // At the longest lead: its row has left the newest window, and would have come back as a replayed one.
        const result = lstm.learn(Float64Array.of(1, 1, y, 1, 1, 1))
        expect(result).toMatchObject({ learned: taken, rejected: !taken })
        for (let t = 0; t < 80; t++) {
          const shown = show(lstm)
          expect(shown.result).toMatchObject({ learned: true, rejected: false })
          if (!taken) expect(shown).toEqual(showOther(other))
        }
        expect(lstm.rejections).toBe(taken ? 0 : 1)
      }
      expect(new Lstm({ ...squared, loss: 'huber' }).learn(new Float64Array(6).fill(3e38)).rejected).toBe(false)
    })

    it('learns nothing if no target is known', () => {
      const lstm = new Lstm({ ...modest, engine })
      const nothing = new Float64Array(6).fill(Number.NaN)
      const before = lstm.parameters
      for (let t = 0; t < 40; t++) {
        expect(lstm.learn(nothing)).toEqual({ learned: false, loss: 0, gradientNorm: 0, rejected: false })
        lstm.step(new Float64Array(4))
      }
      expect(lstm.parameters).toEqual(before)
    })

    it('resets its state, not its weights', () => {
      const lstm = new Lstm({ ...modest, engine })
      const show = stream(7)
      for (let t = 0; t < 40; t++) show(lstm)
      const { parameters } = lstm
      lstm.reset()
      expect(lstm.parameters).toEqual(parameters)
      for (const { cell, state } of lstm.cells)
        expect([...Array.from(cell), ...Array.from(state)].every((x) => x === 0)).toBe(true)
      // The newest window begins after the break: with no step since there is nothing to learn from.
      expect(lstm.learn(new Float64Array(6)).learned).toBe(false)
    })

    it('assigns each target to its step', () => {
      // Untrained, the network says 0: the loss of the newest window tells which targets stand in it.
      const lstm = new Lstm({
        inputs: 1,
        leads: [1, 3],
        hidden: 2,
        window: 3,
        replays: 0,
        learnFrom: 0,
        learningRate: 0,
        loss: 'squared',
        seed: 1,
        engine,
      })
      const losses = [1, 2, 4, 8, 16].map((y) => {
        const { loss } = lstm.learn(Float64Array.of(y, -y / 2))
        lstm.step(Float64Array.of(0))
        return loss
      })
      // At observation 2: lead 1 of step 0 is 2, of step 1 is 4 … Lead 3 of step 0 comes with observation 3.
      expect(losses).toEqual(
        [0, 4, (4 + 16) / 2, (4 + 16 + 64 + 16) / 4, (16 + 64 + 256 + 64) / 4].map((loss) => expect.closeTo(loss, 6)),
      )
    })

    it('refuses a foreign snapshot, and remains unchanged', () => {
      const lstm = new Lstm({ ...modest, engine })
      const show = stream(8)
      for (let t = 0; t < 20; t++) show(lstm)
      const before = lstm.snapshot()
      for (const other of [
        { hidden: 7 },
        { inputs: 3 },
        { layers: 1 },
        { channels: 1 },
        { leads: [1, 2, 4] },
        { memory: 61 },
      ])
        expect(() => lstm.restore(new Lstm({ ...modest, ...other, engine }).snapshot())).toThrow(DataError)
      expect(() => lstm.restore(before.subarray(0, before.length - 1))).toThrow('damaged')
      expect(Buffer.compare(lstm.snapshot(), before)).toBe(0)
    })
  })
