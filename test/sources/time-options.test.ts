import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { oneClock, timeOptions } from '../../src/sources/time-options.ts'

const options = z.strictObject(timeOptions).check(oneClock)
const messages = (value: object) => options.safeParse(value).error?.issues.map(({ message }) => message)

describe('timeOptions', () => {
  it('accept every format that compiles, and name the problem of the others', () => {
    for (const timeFormat of ["'Q'Q yyyy", "YYYY-'W'ww", 'yyyy-MM-dd*', 'yyyy D', "yyyy-'H'P"])
      expect(messages({ timeFormat }), timeFormat).toBeUndefined()
    expect(messages({ timeFormat: 'YYYY-MM' })?.[0]).toMatch(/^yyyy for the year/)
  })

  it('refuse a format together with a clock, and unknown zones', () => {
    expect(messages({ timeFormat: 'yyyy', clock: 'excel' })).toEqual(['no timeFormat together with a clock'])
    expect(messages({ zone: 'Mars/Olympus' })).toHaveLength(1)
    expect(messages({ zone: 'Europe/Berlin', clock: 'ns' })).toBeUndefined()
  })
})
