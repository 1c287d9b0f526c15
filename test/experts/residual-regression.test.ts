import { expect, it } from 'vitest'
import { ResidualRegression } from '../../src/experts/residual-regression.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const random = (seed: number) => {
  const numbers = new Random(seed)
  return () => 2 * numbers.uniform() - 1
}

it('ResidualRegression finds the effects of its inputs', () => {
  const regression = new ResidualRegression(2, 3, 20)
  const next = random(1)
  for (let n = 0; n < 1500; n++) {
    const x = Float64Array.of(1, next(), next())
    regression.learn(0, x, 5 + 2 * x[1]! - 3 * x[2]! + 0.1 * next())
    regression.learn(1, x, x[1]!)
  }
  const x = Float64Array.of(1, 1, 1)
  expect(regression.predict(0, x)).toBeCloseTo(4, 1)
  expect(regression.predict(1, x)).toBeCloseTo(1, 1)
})

it('what it predicts without some inputs is what a regression predicts that never had them', () => {
  const all = new ResidualRegression(1, 5, 20)
  const fewer = new ResidualRegression(1, 3, 20)
  const next = random(2)
  for (let n = 0; n < 200; n++) {
    const [a, b, c, d] = [next(), next(), next(), next()]
    const x = Float64Array.of(1, a, b, 0.5 * a + c, d)
    const kept = Float64Array.of(1, a, d)
    if (n > 10) expect(all.predict(0, x) + all.without(0, x, 2, 2)).toBeCloseTo(fewer.predict(0, kept), 9)
    // Small effects beside the noise: no error is clipped.
    const target = next() + 0.3 * a - 0.2 * b
    all.learn(0, x, target)
    fewer.learn(0, kept, target)
  }
  expect(all.without(0, Float64Array.of(1, 1, 1, 1, 1), 2, 2)).not.toBe(0)
})

it('a single outlier of 1e9 hardly moves its predictions', () => {
  const next = random(3)
  const regression = new ResidualRegression(1, 2, 20)
  const learn = (count: number) => {
    for (let n = 0; n < count; n++) {
      const x = Float64Array.of(1, next())
      regression.learn(0, x, 2 * x[1]! + 0.1 * next())
    }
  }
  learn(300)
  regression.learn(0, Float64Array.of(1, 1), 1e9)
  expect(regression.predict(0, Float64Array.of(1, 1))).toBeCloseTo(2, 0)
})

it('an input that is always 0 costs nothing, and is worth nothing', () => {
  const regression = new ResidualRegression(1, 2, 20)
  for (let n = 0; n < 3000; n++) regression.learn(0, Float64Array.of(1, 0), 7)
  expect(regression.predict(0, Float64Array.of(1, 0))).toBeCloseTo(7, 1)
  expect(Math.abs(regression.without(0, Float64Array.of(1, 0), 1, 1))).toBe(0)
})

it('goes on with the same bits after a snapshot', () => {
  const next = random(4)
  const [one, other] = [new ResidualRegression(1, 2, 20), new ResidualRegression(1, 2, 20)]
  const rows = Array.from({ length: 60 }, () => [Float64Array.of(1, next()), next()] as const)
  for (const [x, y] of rows.slice(0, 30)) one.learn(0, x, y)
  restore(other, snapshot(one))
  for (const [x, y] of rows.slice(30)) {
    one.learn(0, x, y)
    other.learn(0, x, y)
  }
  expect(other.predict(0, rows[0]![0])).toBe(one.predict(0, rows[0]![0]))
})
