import { Lstm } from '../../src/lstm/lstm.ts'
import { Random } from '../../src/lstm/random.ts'
import { crc32c } from '../../src/state/crc32c.ts'

/** A checksum of every bit that networks of some sizes end with, after a run with missing targets, a break and wild inputs. Runs in Node and in browsers. */
export function bits(): string {
  const sums = (['wasm', 'reference'] as const).flatMap((engine) =>
    [
      { hidden: 13, layers: 2, inputs: 3, channels: 2, leads: [1, 2, 7] },
      { hidden: 32, layers: 1, inputs: 9, channels: 1, leads: [1] },
    ].map((shape) => {
      const lstm = new Lstm({ ...shape, memory: 120, learningRate: 1e-2, seed: 2, engine })
      const random = new Random(17)
      const x = new Float64Array(shape.channels * shape.inputs)
      const targets = new Float64Array(shape.channels * shape.leads.length)
      for (let t = 0; t < 300; t++) {
        for (let i = 0; i < targets.length; i++)
          targets[i] = random.below(7) === 0 ? Number.NaN : 4 * random.uniform() - 2
        lstm.learn(targets)
        // Now and then far out, where the gates are shut.
        for (let i = 0; i < x.length; i++) x[i] = (random.uniform() - 0.5) * (random.below(20) === 0 ? 1e6 : 3)
        lstm.step(x)
        if (t === 200) lstm.reset()
      }
      return `${lstm.kind} ${crc32c(lstm.snapshot())}`
    }),
  )
  return sums.join(', ')
}
