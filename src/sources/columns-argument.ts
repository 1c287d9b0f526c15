import * as z from 'zod/mini'
import { compileTimeFormat } from '../series/time-format.ts'

const name = z.string().check(z.minLength(1))
const names = z.union([
  z.pipe(
    name,
    z.transform((one) => [one]),
  ),
  z.array(name).check(z.minLength(1)),
])

/** Options that every source of text has. */
export interface ColumnsOptions {
  /** File to read, relative to the pipeline file, in code to the working directory; decompressed where it ends in .gz; - is standard input. */
  readonly path: string
  /** Column of the time. */
  readonly time: string
  /** Column to forecast, or a list of them. */
  readonly target: string | readonly string[]
  /** Columns known at the same time that help to forecast. Default none. */
  readonly covariates?: readonly string[] | undefined
  /** How the time is written: ISO 8601, or seconds or milliseconds since 1970. Default iso. */
  readonly clock?: 'iso' | 's' | 'ms' | undefined
  /** How the time is written where it is not ISO 8601, in the letters of Unicode TR35: M/d/yyyy, dd.MM.yyyy HH:mm, yyyyMMdd, MMM d yyyy. Default none. */
  readonly timeFormat?: string | undefined
  /** Zone of times without an offset: UTC, or an IANA name such as Europe/Berlin. Default UTC, with a note where it matters. */
  readonly zone?: string | undefined
  /** Texts that mean a missing value, in any case: carried forward, never learned from. Default: an empty cell, nan and null. */
  readonly missing?: readonly string[] | undefined
  /** Encoding of the text, such as utf-8, windows-1252 or utf-16le. Default utf-8. */
  readonly encoding?: string | undefined
}

/** Texts that mean a missing value where nothing else is said. */
export const usualMissing: readonly string[] = ['', 'nan', 'null']

/** The schemas of what CSV and NDJSON have in common: which columns are read, and how. */
export const columnsArgument = {
  path: name.check(
    z.describe(
      'File to read, relative to the pipeline file, in code to the working directory; decompressed where it ends in .gz; - is standard input.',
    ),
  ),
  time: name.check(z.describe('Column of the time.')),
  target: names.check(z.describe('Column to forecast, or a list of them.')),
  covariates: z
    ._default(z.array(name), [])
    .check(z.describe('Columns known at the same time that help to forecast. Default none.')),
  clock: z
    ._default(z.enum(['iso', 's', 'ms']), 'iso')
    .check(z.describe('How the time is written: ISO 8601, or seconds or milliseconds since 1970. Default iso.')),
  timeFormat: z
    .optional(
      z.string().check(({ value, issues }) => {
        const problem = compileTimeFormat(value)
        if (typeof problem === 'string') issues.push({ code: 'custom', input: value, message: problem })
      }),
    )
    .check(
      z.describe(
        'How the time is written where it is not ISO 8601, in the letters of Unicode TR35: M/d/yyyy, dd.MM.yyyy HH:mm, yyyyMMdd, MMM d yyyy. Default none.',
      ),
    ),
  zone: z
    .optional(z.string().check(z.refine(isZone, { error: 'a time zone such as UTC or America/Los_Angeles' })))
    .check(
      z.describe(
        'Zone of times without an offset: UTC, or an IANA name such as Europe/Berlin. Default UTC, with a note where it matters.',
      ),
    ),
  missing: z
    ._default(
      z.array(
        z.pipe(
          z.string(),
          z.transform((text) => text.toLowerCase()),
        ),
      ),
      [...usualMissing],
    )
    .check(
      z.describe(
        'Texts that mean a missing value, in any case: carried forward, never learned from. Default: an empty cell, nan and null.',
      ),
    ),
  encoding: z
    ._default(z.string(), 'utf-8')
    .check(
      z.refine(isEncoding, { error: 'an encoding such as utf-8 or windows-1252' }),
      z.describe('Encoding of the text, such as utf-8, windows-1252 or utf-16le. Default utf-8.'),
    ),
}

/** A format says all about how a time is written: a clock beside it would say something else. */
export const oneClock = z.refine<{ clock: string; timeFormat?: string | undefined }>(
  ({ clock, timeFormat }) => timeFormat === undefined || clock === 'iso',
  { error: 'no timeFormat where clock counts seconds or milliseconds', path: ['timeFormat'] },
)

function isZone(zone: string): boolean {
  // Asking Intl for the first time takes some 50 ms: longer than a small file takes to read.
  if (zone === 'UTC') return true
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}
