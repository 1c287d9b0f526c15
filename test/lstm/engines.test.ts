import { describe, expect, it } from 'vitest'
import type { EngineOptions } from '../../src/lstm/engine.ts'
import { Lstm } from '../../src/lstm/network.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { Schedule } from '../../src/lstm/schedule.ts'
import { enginePair, fillRows } from './engine-pair.ts'
import { modest, stream } from './stream.ts'

const both = ['wasm', 'reference'] as const

describe('the two engines', () => {
  it('take over each other’s snapshots', () => {
    const from = new Lstm({ ...modest, engine: 'wasm' })
    const show = stream(9)
    for (let t = 0; t < 80; t++) show(from)
    const to = new Lstm({ ...modest, engine: 'reference' })
    to.restore(from.snapshot())
    // float32 fits into float64: nothing is lost.
    expect(to.parameters).toEqual(from.parameters)
    const [a, b] = [stream(10), stream(10)]
    for (let t = 0; t < 10; t++) {
      const [ours, theirs] = [a(from).outputs, b(to).outputs]
      ours.forEach((y, i) => {
        expect(Math.abs(y - theirs[i]!)).toBeLessThan(1e-4)
      })
    }
  })

  it('turn down an update whose loss or gradient overflows, and stay as they were', () => {
    const sizes = { inputs: 2, hidden: 5, layers: 2, outputs: 2, channels: 2, memory: 12, window: 9, windows: 1 }
    for (const [loss, target] of [
      ['huber', Number.POSITIVE_INFINITY],
      ['squared', 1e200],
    ] as const) {
      const options: EngineOptions = { ...sizes, loss, clipNorm: 1 }
      const random = new Random(4)
      for (const engine of Object.values(enginePair(options, random))) {
        fillRows([engine], options, 12, random)
        engine.setTarget(4, 1, 0, target)
        const rows = Array.from({ length: 12 }, (_, i) => i)
        const before = engine.save(rows)
        const result = engine.learn([0], 9, new Schedule(1e-3, 0).next)
        expect(result.learned).toBe(false)
        expect(Number.isFinite(result.loss) && Number.isFinite(result.gradientNorm)).toBe(false)
        expect(engine.save(rows)).toEqual(before)
        engine.setTarget(4, 1, 0, Number.NaN)
        expect(engine.learn([0], 9, new Schedule(1e-3, 0).next).learned).toBe(true)
      }
    }
  })

  it('say the same within 1e-5 over 10,000 steps of learning', () => {
    const options: LstmOptions = { inputs: 2, leads: [1, 3], hidden: 8, replays: 2, memory: 500, seed: 5 }
    const [kernel, reference] = both.map((engine) => new Lstm({ ...options, engine })) as [Lstm, Lstm]
    const random = new Random(11)
    let y = 0
    let most = 0
    let said = 0
    for (let t = 0; t < 10_000; t++) {
      // A noisy season: something to learn.
      y = 0.7 * y + (t % 12 < 6 ? 0.3 : -0.3) + 0.3 * (random.uniform() - 0.5)
      const targets = Float64Array.of(y, y)
      kernel.learn(targets)
      reference.learn(targets)
      const x = Float64Array.of(y, (t % 12) / 12)
      const ours = kernel.step(x)
      const theirs = reference.step(x)
      for (let i = 0; i < 2; i++) most = Math.max(most, Math.abs(ours[i]! - theirs[i]!))
      said = Math.max(said, Math.abs(theirs[0]!))
    }
    // It did learn: an untrained head says 0.
    expect(said).toBeGreaterThan(0.5)
    expect(most).toBeLessThan(1e-5)
  })
})
