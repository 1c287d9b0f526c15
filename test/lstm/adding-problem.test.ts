import { describe, expect, it } from 'vitest'
import { Lstm } from '../../src/lstm/lstm.ts'
import { Random } from '../../src/lstm/random.ts'

/** So many sequences are learned at once: they are the channels. */
const channels = 16
const shortest = 50

/**
 * The adding problem of Hochreiter and Schmidhuber (1997, §5.4) with T = 50: pairs of a number in [−1, 1] and a mark. Two are marked 1, one of the first ten and one of the first T/2 − 1
 * others; the first and last are marked −1. What to say at the end is ½ + (X1 + X2)/4, the numbers marked; the first counts as 0.
 */
function sequences(random: Random): { inputs: Float64Array; targets: Float64Array; length: number } {
  const length = shortest + random.below(shortest / 10 + 1)
  const inputs = new Float64Array(length * channels * 2)
  const targets = new Float64Array(channels)
  const place = (t: number, channel: number) => (t * channels + channel) * 2
  for (let channel = 0; channel < channels; channel++) {
    for (let t = 0; t < length; t++) inputs[place(t, channel)] = 2 * random.uniform() - 1
    inputs[place(0, channel) + 1] = -1
    inputs[place(length - 1, channel) + 1] = -1
    const one = random.below(10)
    const drawn = random.below(shortest / 2 - 1)
    const other = drawn >= one ? drawn + 1 : drawn
    let sum = 0
    for (const t of [one, other]) {
      inputs[place(t, channel) + 1] = 1
      if (t === 0) inputs[place(t, channel)] = 0
      sum += inputs[place(t, channel)]!
    }
    targets[channel] = 0.5 + sum / 4
  }
  return { inputs, targets, length }
}

describe('Lstm', () => {
  it('learns the adding problem at T = 50: it remembers across the window', () => {
    const lstm = new Lstm({
      inputs: 2,
      leads: [1],
      hidden: 24,
      channels,
      window: 55,
      memory: 200,
      replays: 0,
      learnFrom: 1,
      loss: 'squared',
      learningRate: 3e-3,
      // A gate at σ(5) lets half of what it holds through 100 steps.
      forgetBias: 5,
      seed: 1,
    })
    const random = new Random(5)
    const run = () => {
      const { inputs, targets, length } = sequences(random)
      lstm.reset()
      for (let t = 0; t < length; t++) lstm.step(inputs.subarray(t * channels * 2, (t + 1) * channels * 2))
      return targets
    }
    for (let update = 0; update < 4000; update++) lstm.learn(run())

    const errors: number[] = []
    const blind: number[] = []
    for (let i = 0; i < 160; i++)
      run().forEach((target, channel) => {
        errors.push(Math.abs(lstm.outputs[channel]! - target))
        blind.push(Math.abs(0.5 - target))
      })
    const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
    // Saying ½ always is wrong by E|X1 + X2|/4 = 1/6, or by 1/8 in the tenth of sequences whose X1 counts as 0.
    expect(mean(blind)).toBeCloseTo(0.9 / 6 + 0.1 / 8, 2)
    expect(mean(errors)).toBeLessThan(0.01)
    // The paper's own measure: a sequence counts as solved within 0.04.
    expect(errors.filter((error) => error < 0.04).length / errors.length).toBeGreaterThan(0.995)
  })
})
