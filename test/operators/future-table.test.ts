import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { FutureTable } from '../../src/operators/future-table.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { parseDuration } from '../../src/time/duration.ts'

const nan = Number.NaN
const always = Number.NEGATIVE_INFINITY

function table(...issues: [time: number, issued: number, ...values: number[]][]) {
  const made = new FutureTable(issues[0]!.length - 2)
  for (const [time, issued, ...values] of issues) made.add(time, issued, Float64Array.from(values))
  return made
}

it('replaces what was issued at the same time, but not by what is unknown', () => {
  const made = table([1, always, 2, 3], [1, always, 4, nan])
  expect([made.value(0, 0, 0), made.value(0, 1, 0)]).toEqual([4, 3])
})

it('finds the day of a month by its month', () => {
  const day = (text: string) => Date.parse(text)
  const made = table([day('2024-01-31'), always, 1], [day('2024-02-27'), always, 2], [day('2024-03-29'), always, 3])
  const step = parseDuration('1mo last bd')
  const found = [1, 2, 3].map((steps) => made.groupNear(day('2024-01-31'), step, steps))
  expect(found).toEqual([1, 2, -1])
})

it('forgets what is past, and outdated issues of times to come', () => {
  const made = table([1, 0, 1], [2, 0, 1], [2, 1, 2], [2, 3, 3])
  made.forget(1)
  expect(made.timesAfter(0)).toBe(1)
  expect([made.value(0, 0, 0), made.value(0, 0, 1), made.value(0, 0, 3)]).toEqual([nan, 2, 3])
})

it('is restored with its columns only', () => {
  const made = table([1, 0, 1, 2], [2, always, 3, nan])
  const again = new FutureTable(2)
  restore(again, snapshot(made))
  expect(snapshot(again)).toEqual(snapshot(made))
  expect(() => restore(new FutureTable(3), snapshot(made))).toThrow(DataError)
})
