import { describe, expect, it } from 'vitest'
import { studentQuantile } from '../../src/stats/student-quantile.ts'

describe('studentQuantile', () => {
  it('is within 2 % of the tables from 3 degrees of freedom on', () => {
    const z = [1.2816, 1.96, 2.3263]
    const tables = new Map([
      [3, [1.6377, 3.1824, 4.5407]],
      [4, [1.5332, 2.7764, 3.7469]],
      [10, [1.3722, 2.2281, 2.7638]],
      [120, [1.2886, 1.9799, 2.3578]],
    ])
    for (const [freedom, quantiles] of tables)
      quantiles.forEach((quantile, i) => {
        expect(Math.abs(studentQuantile(z[i]!, freedom) / quantile - 1)).toBeLessThan(0.025)
      })
  })

  it('is the Gaussian one if there are many, and odd around the median', () => {
    expect(studentQuantile(1.5, 1e9)).toBeCloseTo(1.5, 6)
    expect(studentQuantile(-1.5, 5)).toBe(-studentQuantile(1.5, 5))
  })
})
