import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { Stack } from '../../src/outcomes/stack.ts'

describe('Stack', () => {
  it('begins as the mixture', () => {
    const stack = new Stack(1, 2)
    expect(stack.predict(Float64Array.of(0.9, Number.NaN, 0.3), 0, 3)[0]).toBeCloseTo(0.3, 12)
  })

  it('learns that a mixture is too timid', () => {
    const random = new Random(1)
    const stack = new Stack(1, 1)
    const issued = (p: number) => Float64Array.of(p, p)
    for (let t = 0; t < 2000; t++) {
      const up = random.uniform() < 0.5
      stack.learn(Number(random.uniform() < (up ? 0.9 : 0.1)), issued(up ? 0.7 : 0.3), 0, 2)
    }
    expect(stack.predict(issued(0.7), 0, 2)[0]).toBeGreaterThan(0.85)
    expect(stack.predict(issued(0.3), 0, 2)[0]).toBeLessThan(0.15)
  })

  it('combines experts that know different things', () => {
    const random = new Random(3)
    const stack = new Stack(1, 2)
    const logistic = (x: number) => 1 / (1 + Math.exp(-x))
    const issued = (a: number, b: number) => Float64Array.of(logistic(a), logistic(b), (logistic(a) + logistic(b)) / 2)
    for (let t = 0; t < 3000; t++) {
      const [a, b] = [random.uniform() < 0.5 ? 1 : -1, random.uniform() < 0.5 ? 1 : -1]
      stack.learn(Number(random.uniform() < logistic(a + b)), issued(a, b), 0, 3)
    }
    expect(stack.predict(issued(1, 1), 0, 3)[0]).toBeGreaterThan(0.82)
    expect(Math.abs(stack.predict(issued(1, -1), 0, 3)[0]! - 0.5)).toBeLessThan(0.08)
  })

  it('gives classes probabilities that sum to 1, and learns to trust the better expert', () => {
    const stack = new Stack(3, 2)
    const random = new Random(2)
    const issued = (good: number, bad: number) => {
      const of = (k: number) => [good === k ? 0.8 : 0.1, bad === k ? 0.8 : 0.1]
      return Float64Array.from([0, 1, 2].flatMap((k) => [...of(k), (of(k)[0]! + of(k)[1]!) / 2]))
    }
    const any = () => Math.floor(3 * random.uniform())
    for (let t = 0; t < 1500; t++) {
      const label = any()
      stack.learn(label, issued(random.uniform() < 0.9 ? label : any(), any()), 0, 3)
    }
    const p = stack.predict(issued(2, 0), 0, 3)
    expect(p[2]).toBeGreaterThan(0.7)
    expect(p[0]! + p[1]! + p[2]!).toBeCloseTo(1, 12)
  })
})
