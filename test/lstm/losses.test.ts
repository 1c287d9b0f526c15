import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { type LossName, outputsPerTarget } from '../../src/lstm/loss.ts'
import { Lstm } from '../../src/lstm/lstm.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { SharedLstm } from '../../src/lstm/shared-lstm.ts'
import { weightsOf, withWeights } from '../../src/lstm/weights.ts'
import { bytesOf } from './company.ts'

const engines = ['wasm', 'reference'] as const
const base = { inputs: 2, leads: [1, 3], hidden: 6, channels: 2, memory: 40, learningRate: 1e-2, seed: 3 }
const options = {
  pinball: { ...base, loss: 'pinball', levels: [0.1, 0.5, 0.9] },
  logistic: { ...base, loss: 'logistic' },
  softmax: { ...base, loss: 'softmax', classes: 3 },
} as const satisfies Record<string, LstmOptions>
const over = [
  { ...options.logistic, base: true },
  { ...options.softmax, base: true },
] as const

/** Shows both channels a class, 0 to 2, which repeats with period 3; and a target in seven is missing. */
function show(lstm: Lstm, loss: LossName, from: number, to: number, based = false) {
  const random = new Random(from)
  const results: number[] = []
  for (let t = from; t < to; t++) {
    const now = t % 3
    const target = loss === 'logistic' ? (now === 1 ? 1 : 0) : now
    const targets = Float64Array.from({ length: 4 }, () => (random.below(7) === 0 ? Number.NaN : target))
    const bases = based ? [lstm.outputs.map((_, i) => (i + t) % 2), lstm.outputs.map((_, i) => 1 + (i % 3))] : []
    results.push(lstm.learn(targets).loss, ...lstm.step(Float64Array.of(now, 1, now, 1), ...bases))
  }
  return results
}

for (const engine of engines)
  describe(`the losses of ${engine}`, () => {
    it('give logits of the class that comes', () => {
      const lstm = new Lstm({ ...options.softmax, engine })
      const first = show(lstm, 'softmax', 0, 40)[13 * 20]!
      show(lstm, 'softmax', 40, 400)
      expect(lstm.outputs.length).toBe(2 * 2 * 3)
      expect(show(lstm, 'softmax', 400, 401)[0]).toBeLessThan(0.2 * first)
      // At t = 400 the class is 1: at lead 1 the next one is 2, at lead 3 it is 1 again.
      for (const [at, class_] of [2, 1, 2, 1].entries()) {
        const logits = [...lstm.outputs.subarray(3 * at, 3 * at + 3)]
        expect(logits.indexOf(Math.max(...logits))).toBe(class_)
      }
    })

    it('give the logit of a probability', () => {
      const lstm = new Lstm({ ...options.logistic, engine })
      show(lstm, 'logistic', 0, 401)
      expect([...lstm.outputs].map((logit) => logit > 1)).toEqual([false, true, false, true])
    })

    it('give quantiles', () => {
      const lstm = new Lstm({ inputs: 1, leads: [1], loss: 'pinball', levels: [0.1, 0.5, 0.9], hidden: 4, engine })
      const random = new Random(5)
      const below = [0, 0, 0]
      for (let t = 0; t < 4000; t++) {
        const y = random.uniform()
        if (t >= 2000) {
          for (const [i, quantile] of lstm.outputs.entries()) below[i]! += y < quantile ? 1 : 0
        }
        lstm.learn(Float64Array.of(y))
        lstm.step(Float64Array.of(1))
      }
      for (const [i, level] of [0.1, 0.5, 0.9].entries()) expect(Math.abs(below[i]! / 2000 - level)).toBeLessThan(0.04)
    })

    it.each([...Object.values(options), ...over])('continue from a snapshot with the same bits: $loss', (chosen) => {
      const whole = new Lstm({ ...chosen, engine })
      const based = 'base' in chosen
      show(whole, chosen.loss, 0, 60, based)
      const copy = new Lstm({ ...chosen, engine })
      expect(copy.restore(whole.snapshot())).toEqual([])
      expect(show(copy, chosen.loss, 60, 80, based)).toEqual(show(whole, chosen.loss, 60, 80, based))
    })

    it('learn to correct a base, each row by its own', () => {
      // Of the label each third time 1; the base knows it where it is shown, at odd times, and says the opposite at others.
      const lstm = new Lstm({
        inputs: 1,
        leads: [2],
        hidden: 6,
        loss: 'logistic',
        base: true,
        learningRate: 1e-2,
        engine,
      })
      const baseAt = (t: number) => ((t + 2) % 3 === 0 ? 2 : -2) * (t % 2 === 0 ? -1 : 1)
      const scale = Float64Array.of(2)
      for (let t = 0; t < 500; t++) {
        lstm.learn(Float64Array.of(Number(t % 3 === 0)))
        const [output] = lstm.step(Float64Array.of(t % 6), Float64Array.of(baseAt(t)), scale)
        if (t === 0) expect(output).toBe(0)
        if (t >= 480) expect(Math.sign(baseAt(t) + 2 * output!)).toBe((t + 2) % 3 === 0 ? 1 : -1)
      }
    })

    it('need a base with the option, and none without it', () => {
      const [one, other] = [over[0], options.logistic].map((chosen) => new Lstm({ ...chosen, engine }))
      const [inputs, base] = [new Float64Array(4), new Float64Array(4)]
      expect(() => one!.step(inputs)).toThrow('lstm.step: expected a base of 4 numbers (channels × outputs')
      expect(() => one!.step(inputs, base, new Float64Array(3))).toThrow('expected a scale of 4 numbers')
      expect(() => other!.step(inputs, base)).toThrow('expected a base of 0 numbers')
      expect(() => new SharedLstm({ ...over[0], engine }).stepAll([], inputs)).toThrow('step each member by itself')
    })

    it('reject a target that is none of the loss, and count it', () => {
      for (const [loss, target] of [
        ['logistic', 1.5],
        ['logistic', -0.1],
        ['softmax', 3],
        ['softmax', 0.5],
        ['pinball', Number.POSITIVE_INFINITY],
      ] as const) {
        const lstm = new Lstm({ ...options[loss], engine })
        show(lstm, loss, 0, 20)
        expect(lstm.learn(Float64Array.of(target, 0, 0, 0))).toMatchObject({ learned: false, rejected: true })
        expect(lstm.rejections).toBe(1)
      }
    })

    it('do not restore the snapshot of other classes or levels', () => {
      for (const [made, other] of [
        [options.softmax, { ...options.softmax, classes: 4 }],
        [options.softmax, base],
        [options.pinball, { ...options.pinball, levels: [0.1, 0.5, 0.8] }],
        [over[0], options.logistic],
        [options.logistic, over[0]],
      ] as const)
        expect(() => new Lstm({ ...other, engine }).restore(new Lstm({ ...made, engine }).snapshot())).toThrow(
          DataError,
        )
    })

    it.each([...Object.values(options), ...over])('have the same bits in any company: $loss', (chosen) => {
      const run = (keys: readonly string[], together: boolean) => {
        const shared = new SharedLstm({ ...chosen, channels: 1, engine })
        const members = keys.map((key) => shared.join(key))
        const random = members.map(({ key }) => new Random(Number(key)))
        for (let t = 0; t < 15; t++) {
          const inputs = Float64Array.from(members.flatMap((_, i) => [random[i]!.uniform(), random[i]!.uniform()]))
          for (const [i, member] of members.entries())
            member.learn(Float64Array.of(random[i]!.below(2), random[i]!.below(3) === 0 ? Number.NaN : 1))
          if (together && !('base' in chosen)) shared.stepAll(members, inputs)
          else
            for (const [i, member] of members.entries()) {
              const base = 'base' in chosen ? [member.outputs.map(() => random[i]!.uniform())] : []
              member.step(inputs.subarray(2 * i, 2 * i + 2), ...base)
            }
          shared.apply()
        }
        const bytes = new Map(members.map((member) => [member.key, bytesOf(member)]))
        const found = [bytesOf(shared), ...keys.toSorted().map((key) => bytes.get(key))]
        shared.dispose()
        return found
      }
      const keys = Array.from({ length: 12 }, (_, i) => `${i}`)
      expect(run(keys.toReversed(), false)).toEqual(run(keys, true))
    })

    it('pass their weights on', () => {
      const [one, other] = [1, 2].map((seed) => new Lstm({ ...options.softmax, seed, engine }))
      show(one!, 'softmax', 0, 30)
      other!.restore(withWeights(other!.snapshot(), weightsOf(one!.snapshot())))
      expect(other!.parameters).toEqual(one!.parameters)
      expect(outputsPerTarget(options.softmax)).toBe(3)
    })
  })

describe('the options of losses', () => {
  it.each([
    [{ loss: 'softmax' }, 'lstm.classes: expected classes, got nothing; the loss softmax needs them'],
    [{ loss: 'pinball' }, 'lstm.levels: expected levels, got nothing; the loss pinball needs them'],
    [
      { loss: 'logistic', classes: 2 },
      'lstm.classes: expected no classes with the loss logistic, got 2; they belong to softmax',
    ],
    [
      { loss: 'pinball', levels: [0.9, 0.1] },
      'lstm.levels: expected rising levels, got [0.9,0.1]; such as [0.1, 0.5, 0.9]',
    ],
    [{ loss: 'pinball', levels: [1] }, 'lstm.levels.0: expected a number below 1, got 1'],
    [{ loss: 'softmax', classes: 1 }, 'lstm.classes: expected'],
  ] as const)('%j are refused', (wrong, message) => {
    const build = () => new Lstm({ ...base, ...(wrong as object) })
    expect(build).toThrow(ConfigError)
    expect(build).toThrow(message)
  })
})
