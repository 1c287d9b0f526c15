import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SparkStore } from '../../../dashboards/run/spark-store.ts'
import type { SeriesLine, Spark } from '../../../src/recording/overview-wire.ts'

const line = (index: number, rows = 10) => ({ index, rows }) as SeriesLine
const spark = (index: number): Spark => ({
  index,
  times: [0],
  values: [index],
  outside: [],
  ahead: [],
  forecast: [],
  lower: [],
  upper: [],
})

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('asks only for the lines that stay in view, and once', async () => {
  const asked: (readonly number[])[] = []
  const come: (readonly number[])[] = []
  const store = new SparkStore(
    async (of) => {
      asked.push(of)
      return of.map(spark)
    },
    (of) => come.push(of),
  )
  store.want([line(1), line(2)])
  store.want([line(5), line(6)])
  await vi.advanceTimersByTimeAsync(1000)
  store.want([line(6), line(7)])
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual([[5, 6], [7]])
  expect(come).toEqual([[5, 6], [7]])
  expect(store.get(6)?.values).toEqual([6])
  expect(store.get(1)).toBeNull()
})

it('asks again for a line with new rows, and after a failure', async () => {
  let fails = true
  const asked: (readonly number[])[] = []
  const store = new SparkStore(
    async (of) => {
      asked.push(of)
      if (fails) throw new Error('no answer')
      return of.map(spark)
    },
    () => {},
  )
  store.want([line(1)])
  await vi.advanceTimersByTimeAsync(100)
  fails = false
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toEqual([[1], [1]])
  store.want([line(1)])
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toHaveLength(2)
  store.want([line(1, 11)])
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toHaveLength(3)
})

it('takes what is in the page at once', () => {
  const store = new SparkStore(
    (of) => of.map(spark),
    () => {},
  )
  store.take([line(3)])
  expect(store.get(3)?.values).toEqual([3])
})
