import { describe, expect, it } from 'vitest'
import { Covariance } from '../../src/experts/covariance.ts'
import { Random } from '../../src/lstm/random.ts'

describe('Covariance', () => {
  it('yields the gains of least squares: the weights solve the normal equations', () => {
    const random = new Random(2)
    const covariance = new Covariance(2, 1, 1e-6)
    const weights = [0, 0]
    const gain = new Float64Array(2)
    const sums = { xx: 0, xz: 0, zz: 0, xy: 0, zy: 0 }
    for (let t = 0; t < 200; t++) {
      const x = Float64Array.of(random.uniform(), random.uniform())
      const y = 2 * x[0]! - 3 * x[1]! + random.uniform()
      covariance.update(x, gain)
      const error = y - weights[0]! * x[0]! - weights[1]! * x[1]!
      weights[0]! += gain[0]! * error
      weights[1]! += gain[1]! * error
      sums.xx += x[0]! * x[0]!
      sums.xz += x[0]! * x[1]!
      sums.zz += x[1]! * x[1]!
      sums.xy += x[0]! * y
      sums.zy += x[1]! * y
    }
    const determinant = sums.xx * sums.zz - sums.xz * sums.xz
    expect(weights[0]).toBeCloseTo((sums.xy * sums.zz - sums.zy * sums.xz) / determinant, 4)
    expect(weights[1]).toBeCloseTo((sums.zy * sums.xx - sums.xy * sums.xz) / determinant, 4)
  })

  it('stays finite on a long constant, though old rows are forgotten', () => {
    const covariance = new Covariance(3, 0.99, 1)
    const gain = new Float64Array(3)
    for (let t = 0; t < 20_000; t++) covariance.update(Float64Array.of(1, 0, t % 1000 === 0 ? 1 : 0), gain)
    covariance.update(Float64Array.of(1, 5, 1), gain)
    expect([...gain].every((k) => Number.isFinite(k) && Math.abs(k) <= 2)).toBe(true)
  })

  it('starts afresh if a regressor has made it invalid', () => {
    const covariance = new Covariance(2, 0.999, 1)
    const gain = new Float64Array(2)
    covariance.update(Float64Array.of(1e200, 1e200), gain)
    covariance.update(Float64Array.of(1, 0), gain)
    covariance.update(Float64Array.of(1, 0), gain)
    expect([...gain].every(Number.isFinite)).toBe(true)
  })
})
