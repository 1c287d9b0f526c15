import { describe, expect, it } from 'vitest'
import { LogisticRegression } from '../../src/classifier/logistic.ts'
import { Random } from '../../src/lstm/random.ts'

const source = {
  of: (values: readonly number[]) => ({ slots: values.map((_, i) => i), values }),
  learn: (values: readonly number[]) => ({ slots: values.map((_, i) => i), values }),
}

describe('logistic regression', () => {
  it('has a first step of the rate along the gradient', () => {
    const regression = new LogisticRegression(2, source, 0.2)
    const out = new Float64Array(2)
    regression.learn([1], 1)
    regression.answer([1], [], out)
    // Slopes of ½ for intercept and weight of both classes: each moves by 0.2 · ½ / √(¼ + 0.01).
    expect(Math.log(out[1]! / out[0]!)).toBeCloseTo((4 * 0.2 * 0.5) / Math.sqrt(0.26), 4)
  })

  it('finds which of three classes a linear rule gives', () => {
    const regression = new LogisticRegression(3, source, 0.2)
    const random = new Random(3)
    const out = new Float64Array(3)
    let right = 0
    for (let i = 0; i < 600; i++) {
      const x = [2 * random.uniform() - 1, 2 * random.uniform() - 1]
      const label = x[0]! > 0.3 ? 0 : x[1]! > 0 ? 1 : 2
      regression.answer(x, [], out)
      if (i >= 400 && out.indexOf(Math.max(...out)) === label) right++
      regression.learn(x, label)
    }
    expect(right).toBeGreaterThan(170)
  })
})
