import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerTo, inputOf } from './answer.ts'

/** What a file holds: its time, targets, keys, cadence, and how many of its rows are used. */
interface Expected {
  readonly file: string
  readonly time: string | readonly string[]
  readonly target: string
  readonly by?: readonly string[]
  readonly cadence: string | null
  readonly accepted: number
  /** Rows without a value, rejected or skipped, if there are any. */
  readonly imputed?: number
  readonly rejected?: number
  readonly skipped?: number
  /** Time of the first forecast. */
  readonly next: string
  /** Between what it must be. */
  readonly between: readonly [number, number]
}

/** A line for each file, in groups: times in several columns, numbers, times, layout, calendars, missing, targets, JSON. */
const expected = readFileSync(inputOf('expected.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Expected)

describe('rxcast forecast reads', () => {
  it.each(expected)('$file', async (one) => {
    const { code, error, time, targets, by, cadence, rows, next } = await answerTo(inputOf(one.file))
    expect([code, error]).toEqual([0, undefined])
    expect({ time, targets, by }).toEqual({ time: one.time, targets: [one.target], by: one.by ?? [] })
    expect(cadence).toBe(one.cadence)
    const { imputed = 0, rejected = 0, skipped = 0, accepted } = one
    expect(rows).toMatchObject({ accepted, imputed, rejected, skipped })
    expect(next[0]!.time.slice(0, one.next.length)).toBe(one.next)
    for (const { forecast } of next) {
      expect(forecast).toBeGreaterThan(one.between[0])
      expect(forecast).toBeLessThan(one.between[1])
    }
  })
})
