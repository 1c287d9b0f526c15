import { describe, expect, it } from 'vitest'
import { isLog, rowOrder } from '../../src/look/row-order.ts'

const order = (times: number[], values: number[] = times.map((_, i) => i), of?: number[]) =>
  rowOrder(
    Float64Array.from(times),
    Float64Array.from(values),
    of && { columns: ['key'], count: Math.max(...of) + 1, of: Int32Array.from(of) },
  )

describe('rowOrder', () => {
  it('counts rows that come after a later one', () => {
    expect(order([1, 2, 3])).toEqual({ late: 0, newestFirst: false, repeated: 0, clash: false })
    expect(order([1, 4, 2, 3])).toMatchObject({ late: 2, newestFirst: false })
    expect(order([4, 3, 2, 1])).toMatchObject({ late: 3, newestFirst: true })
  })

  it('judges each series on its own', () => {
    expect(order([1, 2, 3, 1, 2, 3], undefined, [0, 0, 0, 1, 1, 1])).toMatchObject({ late: 0, repeated: 0 })
    expect(order([1, 2, 3, 1, 2, 3])).toMatchObject({ late: 0, repeated: 3, clash: true })
  })

  it('takes rows of the same time and value for one row twice, and few repeats for accidents', () => {
    expect(order([1, 1, 2, 2, 3, 3], [5, 5, 6, 6, 7, 7])).toMatchObject({ repeated: 3, clash: false })
    // Of counts that are nearly always 1, equal ones say nothing.
    expect(order([1, 1, 2, 2, 3, 3], [1, 1, 1, 1, 1, 1])).toMatchObject({ repeated: 3, clash: true })
    expect(order([...Array.from({ length: 20 }, (_, i) => i), 3])).toMatchObject({ late: 0, repeated: 1, clash: false })
  })
})

it('tells a log of events from rows with a few late ones, or the newest first', () => {
  expect(isLog(order([3, 1, 4, 2, 9, 5]), { length: 6 })).toBe(true)
  expect(isLog(order([1, 2, 3, 4, 6, 5, 7]), { length: 7 })).toBe(false)
  expect(isLog(order([6, 5, 4, 3, 2, 1]), { length: 6 })).toBe(false)
})
