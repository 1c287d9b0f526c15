import type { Condition } from '../state/fields.ts'

/** Requires milliseconds since 1970 that `Date` can hold: 100 million days before or after. */
export const validTime: Condition = {
  holds: (time) => Math.abs(time) <= 8.64e15,
  expected: 'a time in milliseconds since 1970',
}

/** The end of the year 9999. Times of rows are before it, so that those of their leads are times too. */
export const endOfTimes = Date.UTC(10_000, 0, 1)

/** Requires a time, or NaN for none. */
export const timeOrNone: Condition = {
  holds: (time, index) => Number.isNaN(time) || validTime.holds(time, index),
  expected: `${validTime.expected}, or none`,
}

/** Requires a time, or −Infinity for the time before the first. */
export const timeOrBefore: Condition = {
  holds: (time, index) => time === Number.NEGATIVE_INFINITY || validTime.holds(time, index),
  expected: validTime.expected,
}
