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

/** Shows both channels a class, 0 to 2, which repeats with period 3; and a target in seven is missing. */
function show(lstm: Lstm, loss: LossName, from: number, to: number) {
  const random = new Random(from)
  const results: number[] = []
  for (let t = from; t < to; t++) {
    const now = t % 3
    const target = loss === 'logistic' ? (now === 1 ? 1 : 0) : now
    const targets = Float64Array.from({ length: 4 }, () => (random.below(7) === 0 ? Number.NaN : target))
    results.push(lstm.learn(targets).loss, ...lstm.step(Float64Array.of(now, 1, now, 1)))
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

    it.each(Object.values(options))('continue from a snapshot with the same bits: $loss', (chosen) => {
      const whole = new Lstm({ ...chosen, engine })
      show(whole, chosen.loss, 0, 60)
      const copy = new Lstm({ ...chosen, engine })
      expect(copy.restore(whole.snapshot())).toEqual([])
      expect(show(copy, chosen.loss, 60, 80)).toEqual(show(whole, chosen.loss, 60, 80))
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
      ] as const)
        expect(() => new Lstm({ ...other, engine }).restore(new Lstm({ ...made, engine }).snapshot())).toThrow(
          DataError,
        )
    })

    it.each(Object.values(options))('have the same bits in any company: $loss', (chosen) => {
      const run = (keys: readonly string[], together: boolean) => {
        const shared = new SharedLstm({ ...chosen, channels: 1, engine })
        const members = keys.map((key) => shared.join(key))
        const random = members.map(({ key }) => new Random(Number(key)))
        for (let t = 0; t < 15; t++) {
          const inputs = Float64Array.from(members.flatMap((_, i) => [random[i]!.uniform(), random[i]!.uniform()]))
          for (const [i, member] of members.entries())
            member.learn(Float64Array.of(random[i]!.below(2), random[i]!.below(3) === 0 ? Number.NaN : 1))
          if (together) shared.stepAll(members, inputs)
          else for (const [i, member] of members.entries()) member.step(inputs.subarray(2 * i, 2 * i + 2))
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
