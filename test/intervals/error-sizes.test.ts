import { describe, expect, it } from 'vitest'
import { ErrorSizes } from '../../src/intervals/error-sizes.ts'
import { Random } from '../../src/lstm/random.ts'

/** Sizes expected for one lead of 1, row by row, given the errors. */
function expected(errors: readonly number[]): number[] {
  const sizes = new ErrorSizes(1, [1], 1)
  return errors.map((error, t) => {
    sizes.learn(0, Float64Array.of(error), Int32Array.of(t === 0 ? -1 : 0))
    sizes.issue(0)
    return sizes.sizes[0]!
  })
}

describe('the sizes of errors', () => {
  it('are unknown before the first error, then its size', () => {
    const [before, after] = expected([Number.NaN, -3])
    expect(before).toBeNaN()
    expect(after).toBeCloseTo(3, 10)
  })

  it('are the mean absolute error of a stationary series', () => {
    const random = new Random(4)
    const said = expected(Array.from({ length: 3000 }, () => random.uniform() * 2 - 1))
    expect(Math.abs(said.at(-1)! / 0.5 - 1)).toBeLessThan(0.1)
  })

  it('soon leave large errors at the start behind', () => {
    const said = expected(Array.from({ length: 40 }, (_, t) => (t < 5 ? 10 : 1)))
    expect(said[4]).toBeCloseTo(10, 10)
    // A plain mean would be 2.1.
    expect(said[39]!).toBeLessThan(1.1)
  })

  it('follow errors that grow tenfold within twenty rows, and shrink again', () => {
    const random = new Random(4)
    const said = expected(
      Array.from({ length: 1200 }, (_, t) => (random.uniform() * 2 - 1) * (t >= 400 && t < 800 ? 10 : 1)),
    )
    expect(said[420]!).toBeGreaterThan(2)
    expect(said[790]!).toBeGreaterThan(4)
    expect(said[860]!).toBeLessThan(1.5)
  })

  it('hardly notice a spike of a million', () => {
    const random = new Random(4)
    const said = expected(Array.from({ length: 200 }, (_, t) => (t === 150 ? 1e6 : random.uniform())))
    expect(said[160]! / said[149]!).toBeLessThan(2)
  })

  it('draw a lead with few errors towards the shorter leads, and leave one with many alone', () => {
    const leads = [1, 4]
    const sizes = new ErrorSizes(1, leads, 4)
    const slots = Int32Array.of(-1, -1)
    for (let t = 0; t < 50; t++) sizes.learn(0, Float64Array.of(1, Number.NaN), slots)
    sizes.learn(0, Float64Array.of(1, 9), slots)
    sizes.issue(0)
    // Four errors' worth of √4 and one of 9.
    expect(sizes.sizes[1]).toBeCloseTo((4 * 2 + 9) / 5, 6)
    for (let t = 0; t < 3000; t++) sizes.learn(0, Float64Array.of(1, 9), slots)
    sizes.issue(0)
    expect(sizes.sizes[1]!).toBeGreaterThan(7.5)
  })

  it('stay finite and 0 if there is no error at all', () => {
    expect(expected(Array.from({ length: 400 }, () => 0)).at(-1)).toBe(0)
  })
})
