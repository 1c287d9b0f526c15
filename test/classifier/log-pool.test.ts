import { describe, expect, it } from 'vitest'
import { LogPool } from '../../src/classifier/log-pool.ts'
import { Random } from '../../src/lstm/random.ts'

const binary = (logit: number) => {
  const p = 1 / (1 + Math.exp(-logit))
  return Float64Array.of(1 - p, p)
}

describe('the pool of logits', () => {
  it('begins as the geometric mean', () => {
    const out = new Float64Array(2)
    new LogPool(2, 2).answer([binary(3), binary(1)], out)
    expect(Math.log(out[1]! / out[0]!)).toBeCloseTo(2, 4)
  })

  it('adds what independent experts know, and takes back what one is too sure of', () => {
    // Labels by the sum of two logits; the second expert states three times its own.
    const pool = new LogPool(2, 2)
    const random = new Random(4)
    const out = new Float64Array(2)
    let [pooled, best] = [0, 0]
    for (let i = 0; i < 1500; i++) {
      const [a, b] = [4 * random.uniform() - 2, 4 * random.uniform() - 2]
      const label = Number(random.uniform() < binary(a + b)[1]!)
      const answers = [binary(a), binary(3 * b)]
      pool.answer(answers, out)
      if (i >= 500) {
        pooled -= Math.log(out[label]!)
        best -= Math.log(binary(a + b)[label]!)
      }
      pool.learn(answers, label)
    }
    expect(pooled / 1000).toBeLessThan(best / 1000 + 0.01)
  })
})
