import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { Random } from '../../src/lstm/random.ts'
import { SequenceLstm } from '../../src/lstm/sequence-lstm.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { randomSequences } from './sequences.ts'

/** Whether the first number is above the last: it must be remembered over all steps between. */
function drawn(random: Random, count: number) {
  const lengths = Array.from({ length: count }, () => 2 + random.below(12))
  return randomSequences(random, 1, lengths).map((inputs) => ({ inputs, target: Number(inputs[0]! > inputs.at(-1)!) }))
}

describe('SequenceLstm', () => {
  it.each(['wasm', 'reference'] as const)('learns what the beginning of a sequence says: %s', (engine) => {
    const lstm = new SequenceLstm({ inputs: 1, hidden: 8, loss: 'logistic', learningRate: 0.02, engine })
    expect(lstm.kind).toBe(engine)
    const random = new Random(5)
    for (let i = 0; i < 250; i++) lstm.learn(drawn(random, 8))
    const fresh = drawn(random, 200)
    const logits = lstm.outputsOf(fresh.map(({ inputs }) => inputs))
    const right = fresh.filter(({ target }, i) => Number(logits[i]! > 0) === target)
    expect(right.length).toBeGreaterThan(155)
    lstm.dispose()
  })

  it('begins with outputs of zero, and adds a base to them in the loss', () => {
    const lstm = new SequenceLstm({ inputs: 1, loss: 'softmax', classes: 3, hidden: 4 })
    expect(lstm.outputsOf([Float64Array.of(1, 2)])).toEqual(new Float64Array(3))
    const sure = { inputs: Float64Array.of(1), target: 1, base: Float64Array.of(-40, 40, -40) }
    expect(lstm.learn([sure]).loss).toBeCloseTo(0, 12)
    expect(lstm.learn([{ ...sure, base: undefined }]).loss).toBeCloseTo(Math.log(3), 2)
  })

  it('continues from a snapshot with the same bits', () => {
    const make = () => new SequenceLstm({ inputs: 1, hidden: 4, loss: 'logistic', layers: 2 })
    const [one, two] = [make(), make()]
    const random = new Random(6)
    one.learn(drawn(random, 5))
    restore(two, snapshot(one))
    const more = drawn(random, 5)
    expect(two.learn(more)).toEqual(one.learn(more))
    expect(two.parameters).toEqual(one.parameters)
    expect(() => restore(new SequenceLstm({ inputs: 2, hidden: 4, loss: 'logistic' }), snapshot(one))).toThrow('inputs')
  })

  it('learns nothing with a rate of 0, and nothing from no sequence', () => {
    const lstm = new SequenceLstm({ inputs: 1, hidden: 4, loss: 'squared', learningRate: 0 })
    const before = lstm.parameters
    expect(lstm.learn(drawn(new Random(1), 3)).learned).toBe(true)
    expect(lstm.learn([]).learned).toBe(false)
    expect(lstm.parameters).toEqual(before)
  })

  it('names the problem', () => {
    expect(() => new SequenceLstm({ inputs: 1, loss: 'softmax' })).toThrow(ConfigError)
    const lstm = new SequenceLstm({ inputs: 2, hidden: 4, loss: 'logistic' })
    const inputs = Float64Array.of(1, 2)
    expect(() => lstm.outputsOf([new Float64Array(3)])).toThrow('expected steps of 2 numbers, at least one, got 3')
    expect(() => lstm.outputsOf([new Float64Array(0)])).toThrow('at least one, got 0')
    expect(() => lstm.outputsOf([Float64Array.of(1, Number.NaN)])).toThrow('expected finite numbers, got NaN')
    expect(() => lstm.outputsOf([Float64Array.of(1, 1e39)])).toThrow('(float32), got 1e+39')
    expect(() => lstm.learn([{ inputs, target: 2 }])).toThrow('SequenceLstm: expected a target from 0 to 1, got 2')
    expect(() => lstm.learn([{ inputs, target: 1, base: new Float64Array(2) }])).toThrow(
      'a base of 1 numbers (outputs), got 2',
    )
    const base = Float64Array.of(Number.NaN)
    expect(() => lstm.learn([{ inputs, target: 1, base }])).toThrow('expected finite numbers as a base, got NaN')
    const three = new SequenceLstm({ inputs: 1, loss: 'softmax', classes: 3 })
    expect(() => three.learn([{ inputs, target: 3 }])).toThrow('a target that is a whole number below 3, got 3')
  })
})
