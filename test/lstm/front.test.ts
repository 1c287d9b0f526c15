import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { Lstm } from '../../src/lstm/lstm.ts'
import { Member } from '../../src/lstm/member.ts'
import { engineSizes, type LstmOptions, resolveLstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { ReferenceEngine } from '../../src/lstm/reference-engine.ts'
import { SequenceLstm } from '../../src/lstm/sequence-lstm.ts'
import { SharedLstm } from '../../src/lstm/shared-lstm.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { modest, stream } from './stream.ts'

const fronts: Readonly<Record<string, LstmOptions['front']>> = {
  'a convolution': { convolution: { filters: 3, width: 4 } },
  attention: { attention: { steps: 5 } },
  both: { convolution: { filters: 2, width: 3 }, attention: { steps: 9 } },
}

/** The class is 1 if both inputs are 1 in one of six steps. */
function example(random: Random): { inputs: Float64Array; target: number } {
  const target = random.below(2)
  const inputs = Float64Array.from({ length: 12 }, () => random.uniform() - 0.5)
  const at = 2 * random.below(6)
  if (target === 1) inputs.fill(1, at, at + 2)
  return { inputs, target }
}

for (const [name, front] of Object.entries(fronts)) {
  const options: LstmOptions = { ...modest, engine: 'reference', front, memory: 40, learningRate: 1e-2 }

  describe(`Lstm with ${name}`, () => {
    it('gives from a window what it gave step by step, also after resets and beyond the end of the store', () => {
      const resolved = resolveLstmOptions({
        ...options,
        leads: [1],
        window: 4,
        replays: 0,
        memory: 24,
        loss: 'squared',
      })
      const engine = new ReferenceEngine(engineSizes(resolved))
      const random = new Random(4)
      engine.parameters = engine.parameters.map(() => random.uniform() - 0.5)
      const member = new Member(engine, resolved, random)
      const said: number[][] = []
      for (let t = 0; t < 70; t++) {
        if (t === 33 || t === 34 || t === 60) {
          member.reset()
          said.length = 0
        }
        // Each target is that of the step before; the loss is over the steps of the window.
        const targets = [random.uniform(), random.uniform()]
        member.learn(Float64Array.from(targets))
        const windows = member.take()
        if (said.length > 0) said.at(-1)!.push(...targets)
        if (windows && t >= 10) {
          const { loss } = engine.learn([windows], { rate: 0, firstCorrection: 1, secondCorrection: 1 })
          const rows = said.slice(-windows.length)
          const squares = rows.flatMap(([a, b, c, d]) => [(a! - c!) ** 2, (b! - d!) ** 2])
          expect(loss).toBeCloseTo(squares.reduce((sum, square) => sum + square, 0) / squares.length, 12)
        }
        said.push([...member.step(Float64Array.from({ length: 4 }, () => random.uniform()))])
      }
    })

    it('continues from a snapshot as if it had never stopped, to the bit', () => {
      for (const stop of [3, 50]) {
        const lstm = new Lstm(options)
        const show = stream(stop)
        for (let t = 0; t < stop; t++) {
          show(lstm)
          if (t === 39) lstm.reset()
        }
        const other = new Lstm({ ...options, seed: 99 })
        other.restore(lstm.snapshot())
        const [one, same] = [stream(8), stream(8)]
        for (let t = 0; t < 12; t++) expect(same(other)).toEqual(one(lstm))
        expect(Buffer.compare(other.snapshot(), lstm.snapshot())).toBe(0)
      }
    })

    it('learns: its error is smaller than that of the layers as they were', () => {
      const error = (learningRate: number) => {
        const lstm = new Lstm({ ...options, learningRate })
        let sum = 0
        for (let t = 0; t < 100; t++) {
          const wave = Math.sin(t / 2)
          if (t > 60) sum += Math.abs(lstm.outputs[0]! - wave)
          lstm.learn(new Float64Array(6).fill(wave))
          lstm.step(new Float64Array(4).fill(wave))
        }
        return sum
      }
      expect(error(1e-2)).toBeLessThan(0.5 * error(0))
    })

    it('rejects a row with an input that is not finite, and goes on as if it had not been there', () => {
      const [lstm, other] = [new Lstm(options), new Lstm(options)]
      const [show, showOther] = [stream(5), stream(5)]
      for (let t = 0; t < 30; t++) {
        if (t === 20) lstm.step(Float64Array.of(0, Number.NaN, 0, 0))
        expect(show(lstm)).toEqual(showOther(other))
      }
      expect(lstm.rejections).toBe(1)
    })

    it('is refused by a snapshot of another front, and refuses it', () => {
      const { front: _, ...without } = options
      const other = { convolution: { filters: 4, width: 4 }, attention: { steps: 4 } }
      for (const foreign of [without, { ...options, front: other }]) {
        expect(() => new Lstm(options).restore(new Lstm(foreign).snapshot())).toThrow('built with the same options')
        expect(() => new Lstm(foreign).restore(new Lstm(options).snapshot())).toThrow('built with the same options')
      }
    })

    it('can be shared: members learn together, and continue from a snapshot', () => {
      const run = (from: number, to: number, company: ReturnType<typeof made>) => {
        for (let t = from; t < to; t++) {
          company.members.forEach((member, i) => {
            member.learn(new Float64Array(6).fill(Math.sin(t + i)))
            if (t % 16 === 15 && i === 0) member.reset()
            member.step(new Float64Array(4).fill(Math.sin(t + i)))
          })
          company.shared.apply()
        }
        return [company.shared, ...company.members].map((one) => Buffer.from(snapshot(one)).toString('base64'))
      }
      const made = () => {
        const shared = new SharedLstm(options)
        return { shared, members: ['oslo', 'rome'].map((key) => shared.join(key)) }
      }
      const [one, other] = [made(), made()]
      run(0, 21, one)
      restore(other.shared, snapshot(one.shared))
      other.members.forEach((member, i) => {
        restore(member, snapshot(one.members[i]!))
      })
      expect(run(21, 30, other)).toEqual(run(21, 30, one))
    })
  })

  describe(`SequenceLstm with ${name}`, () => {
    const sizes = { inputs: 2, hidden: 4, loss: 'logistic', learningRate: 5e-2, engine: 'reference', front } as const

    it('learns from whole sequences, and continues from a snapshot', () => {
      const random = new Random(2)
      const lstm = new SequenceLstm(sizes)
      const losses = Array.from({ length: 40 }, () => lstm.learn([example(random), example(random)]).loss)
      const sum = (some: readonly number[]) => some.reduce((total, loss) => total + loss, 0)
      expect(sum(losses.slice(30))).toBeLessThan(0.8 * sum(losses.slice(0, 10)))
      const other = new SequenceLstm({ ...sizes, seed: 9 })
      restore(other, snapshot(lstm))
      const next = [example(random)]
      expect(other.learn(next)).toEqual(lstm.learn(next))
      const { front: _, ...plain } = sizes
      expect(() => restore(new SequenceLstm(plain), snapshot(lstm))).toThrow('built with the same options')
    })

    it('needs the reference engine', () => {
      expect(() => new SequenceLstm({ inputs: 2, front })).toThrow('SequenceLstm.engine: expected "reference"')
    })
  })
}
