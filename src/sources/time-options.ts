import * as z from 'zod/mini'
import { compileTimeFormat } from '../time/time-format.ts'
import { optional, withDefault } from '../words/option.ts'

/** How times are written. */
export const timeOptions = {
  clock: withDefault(
    z.enum(['iso', 's', 'ms', 'us', 'ns', 'excel']),
    'iso',
    'How the time is written: ISO 8601; seconds, milli-, micro- or nanoseconds since 1970; or days as Excel counts them.',
  ),
  timeFormat: optional(
    z.string().check(({ value, issues }) => {
      const problem = compileTimeFormat(value)
      if (typeof problem === 'string') issues.push({ code: 'custom', input: value, message: problem })
    }),
    "How the time is written if not as ISO 8601, in the letters of Unicode TR35: M/d/yyyy, dd.MM.yyyy HH:mm, yyyyMMdd, MMM d yyyy, 'Q'Q yyyy; P is the half of a year, * at the end any text. Default: none.",
  ),
  zone: optional(
    z.string().check(z.refine(isZone, { error: 'a time zone such as UTC or America/Los_Angeles' })),
    'Zone of times without an offset: UTC, or an IANA name such as Europe/Berlin. Default: UTC, with a note if it matters.',
  ),
}

/** Refuses a time format together with a clock, which would contradict it. */
export const oneClock = z.refine<{ clock: string; timeFormat?: string | undefined }>(
  ({ clock, timeFormat }) => timeFormat === undefined || clock === 'iso',
  { error: 'no timeFormat together with a clock', path: ['timeFormat'] },
)

function isZone(zone: string): boolean {
  // The first use of Intl takes some 50 ms, longer than reading a small file.
  if (zone === 'UTC') return true
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
