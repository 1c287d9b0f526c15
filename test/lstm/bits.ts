import { Lstm } from '../../src/lstm/lstm.ts'
import { Random } from '../../src/lstm/random.ts'
import { SharedLstm } from '../../src/lstm/shared-lstm.ts'
import { crc32c } from '../../src/state/crc32c.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Only the reference has it. */
const beside = {
  hidden: 5,
  layers: 1,
  inputs: 2,
  channels: 2,
  leads: [1],
  loss: undefined,
  front: { convolution: { filters: 3, width: 4 }, attention: { steps: 9 } },
}

/** A checksum of every bit that networks of some sizes end with, after a run with missing targets, a break and wild inputs. Runs in Node and in browsers. */
export function bits(): string {
  const sums = (['wasm', 'reference'] as const).flatMap((engine) =>
    [
      { hidden: 13, layers: 2, inputs: 3, channels: 2, leads: [1, 2, 7] },
      { hidden: 32, layers: 1, inputs: 9, channels: 1, leads: [1] },
      { hidden: 9, layers: 1, inputs: 2, channels: 2, leads: [1, 2], loss: 'logistic' as const },
      { hidden: 9, layers: 1, inputs: 2, channels: 2, leads: [1, 2], loss: 'softmax' as const, classes: 5 },
      { hidden: 9, layers: 1, inputs: 2, channels: 2, leads: [1, 2], loss: 'softmax' as const, classes: 3, base: true },
      {
        hidden: 9,
        layers: 1,
        inputs: 2,
        channels: 2,
        leads: [1, 2],
        loss: 'pinball' as const,
        levels: [0.1, 0.5, 0.9],
      },
      ...(engine === 'reference' ? [beside] : []),
    ].map((shape) => {
      const lstm = new Lstm({ ...shape, memory: 120, learningRate: 1e-2, seed: 2, engine })
      const random = new Random(17)
      const x = new Float64Array(shape.channels * shape.inputs)
      const targets = new Float64Array(shape.channels * shape.leads.length)
      for (let t = 0; t < 200; t++) {
        for (let i = 0; i < targets.length; i++)
          targets[i] =
            random.below(7) === 0 ? Number.NaN : shape.loss === undefined ? 4 * random.uniform() - 2 : random.below(2)
        lstm.learn(targets)
        // Now and then far out, where the gates are shut.
        for (let i = 0; i < x.length; i++) x[i] = (random.uniform() - 0.5) * (random.below(20) === 0 ? 1e6 : 3)
        const draw = () => Float64Array.from(lstm.outputs, () => random.uniform() + 0.5)
        if ('base' in shape) lstm.step(x, draw(), draw())
        else lstm.step(x)
        if (t === 150) lstm.reset()
      }
      return `${lstm.kind} ${crc32c(lstm.snapshot())}`
    }),
  )
  return [...sums, ...(['wasm', 'reference'] as const).map(sharedBits)].join(', ')
}

/** The same of shared weights, with members that begin one after another. */
function sharedBits(engine: 'wasm' | 'reference'): string {
  const shared = new SharedLstm({
    hidden: 13,
    layers: 2,
    inputs: 3,
    leads: [1, 7],
    learningRate: 1e-2,
    seed: 2,
    engine,
  })
  const members = Array.from({ length: 45 }, (_, i) => shared.join(`series ${i}`))
  const random = new Random(17)
  for (let t = 0; t < 60; t++) {
    const present = members.slice(0, 1 + t)
    for (const member of present) member.learn(Float64Array.of(random.uniform(), random.uniform()))
    shared.stepAll(
      present,
      Float64Array.from({ length: 3 * present.length }, () => 2 * random.uniform() - 1),
    )
    shared.apply()
  }
  return `shared ${shared.kind} ${[shared, ...members].reduce((sum, one) => crc32c(snapshot(one), sum), 0)}`
}
