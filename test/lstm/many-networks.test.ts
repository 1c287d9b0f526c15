import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lstm } from '../../src/lstm/lstm.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { modest, stream } from './stream.ts'

const small: LstmOptions = { inputs: 1, leads: [1], hidden: 4, window: 2, replays: 1, memory: 8, learnFrom: 2 }

/** As text, which is compared faster than an array. */
const bytesOf = (lstm: Lstm) => Buffer.from(lstm.snapshot()).toString('base64')

/** Everything a network shows after some observations from `seed`. */
function run(lstm: Lstm, seed: number, steps: number) {
  const show = stream(seed)
  const shown = Array.from({ length: steps }, () => show(lstm))
  return { shown, bytes: bytesOf(lstm) }
}

describe('many networks in one process', () => {
  it('hold 20,000 of a small size, each with its own weights and state', () => {
    const networks = Array.from({ length: 20_000 }, (_, i) => new Lstm({ ...small, seed: i % 97 }))
    const observe = (lstm: Lstm, t: number, i: number) => {
      lstm.learn(Float64Array.of(Math.fround(((i % 97) * t) % 7) / 7))
      return lstm.step(Float64Array.of((t * (1 + (i % 97))) % 3))[0]!
    }
    const outputs = Array.from({ length: 4 }, (_, t) => networks.map((lstm, i) => observe(lstm, t, i)))
    const alone = Array.from({ length: 97 }, (_, i) => new Lstm({ ...small, seed: i }))
    const expected = Array.from({ length: 4 }, (_, t) => alone.map((lstm, i) => observe(lstm, t, i)))
    outputs.forEach((row, t) => {
      expect(row.every((y, i) => y === expected[t]![i % 97])).toBe(true)
    })
    expect(new Set(outputs[3]).size).toBeGreaterThan(50)
    for (const lstm of [...networks, ...alone]) lstm.dispose()
  })

  it('give the same bits alternately as each alone', () => {
    const seeds = [1, 2, 3, 4]
    const alone = seeds.map((seed) => run(new Lstm({ ...modest, seed }), seed, 90))
    const together = seeds.map((seed) => ({ lstm: new Lstm({ ...modest, seed }), show: stream(seed) }))
    const shown = seeds.map(() => [] as unknown[])
    for (let t = 0; t < 90; t++)
      together.forEach(({ lstm, show }, i) => {
        shown[i]!.push(show(lstm))
      })
    together.forEach(({ lstm }, i) => {
      expect(shown[i]).toEqual(alone[i]!.shown)
      expect(bytesOf(lstm)).toBe(alone[i]!.bytes)
    })
  })

  it('are not disturbed when the memory grows between learning and stepping', () => {
    const expected = run(new Lstm(modest), 5, 40)
    const lstm = new Lstm(modest)
    const show = stream(5)
    const others: Lstm[] = []
    const [shown, cells] = [[] as unknown[], [] as unknown[]]
    for (let t = 0; t < 40; t++) {
      // Its memory grows while it holds outputs and cells.
      shown.push(
        show({ learn: (y: Float64Array) => lstm.learn(y), step: (x: Float64Array) => grown(lstm, x, others) } as Lstm),
      )
      cells.push(lstm.cell.state[0])
    }
    expect(shown).toEqual(expected.shown)
    expect(bytesOf(lstm)).toBe(expected.bytes)
    expect(cells.every((h) => Number.isFinite(h))).toBe(true)
  })

  function grown(lstm: Lstm, x: Float64Array, others: Lstm[]) {
    for (let n = 0; n < 20; n++) others.push(new Lstm(modest))
    return lstm.step(x)
  }

  it('leave nothing behind in memory that the next one reuses', () => {
    const fresh = run(new Lstm(modest), 3, 30)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }), (disposed) => {
        const networks = Array.from({ length: 10 }, (_, seed) => {
          const lstm = new Lstm({ ...modest, seed })
          run(lstm, seed, 15)
          return lstm
        })
        for (const i of disposed) networks[i]!.dispose()
        // As many as were disposed of take their places.
        for (const _ of new Set(disposed)) expect(run(new Lstm(modest), 3, 30)).toEqual(fresh)
        for (const lstm of networks) lstm.dispose()
      }),
      { numRuns: 6 },
    )
  })
})

for (const engine of ['wasm', 'reference'] as const)
  describe(`Lstm on ${engine}, once disposed`, () => {
    it('still exposes its last step, whatever reuses its memory', () => {
      const lstm = new Lstm({ ...modest, engine })
      run(lstm, 1, 20)
      const before = structuredClone({ outputs: lstm.outputs, cells: lstm.cells.map((cell) => ({ ...cell })) })
      lstm.dispose()
      run(new Lstm({ ...modest, engine }), 2, 20)
      expect({ outputs: lstm.outputs, cells: lstm.cells.map((cell) => ({ ...cell })) }).toEqual(before)
    })

    it('refuses everything else, and a second dispose does nothing', () => {
      const lstm = new Lstm({ ...modest, engine })
      const bytes = lstm.snapshot()
      lstm.dispose()
      const successor = new Lstm({ ...modest, engine })
      lstm.dispose()
      const another = new Lstm({ ...modest, engine })
      expect(run(another, 1, 20)).toEqual(run(successor, 1, 20))
      for (const use of [
        () => lstm.step(new Float64Array(4)),
        () => lstm.learn(new Float64Array(6)),
        () => lstm.reset(),
        () => lstm.parameters,
        () => lstm.snapshot(),
        () => lstm.restore(bytes),
      ])
        expect(use).toThrow(/^lstm\.\w+: expected a network, got one that was disposed of; make a new one$/)
    })
  })
