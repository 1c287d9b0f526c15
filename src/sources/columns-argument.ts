import * as z from 'zod/mini'
import { compileTimeFormat } from '../time/time-format.ts'
import { optional, required, withDefault } from '../words/option.ts'

const name = z.string().check(z.minLength(1))
const names = z.union([
  z.pipe(
    name,
    z.transform((one) => [one]),
  ),
  z.array(name).check(z.minLength(1)),
])

/** The texts that mean a missing value by default. */
export const usualMissing: readonly string[] = ['', 'nan', 'null']

/** The options that CSV and NDJSON share: which columns are read, and how. */
export const columnsArgument = {
  path: required(
    name,
    'File to read, relative to the pipeline file, in code to the working directory; decompressed if it ends in .gz; - is standard input.',
  ),
  time: required(name, 'Column of the time.'),
  target: required(names, 'Column to forecast, or a list of them.'),
  covariates: withDefault(z.array(name), [], 'Columns known at the same time that help to forecast.'),
  clock: withDefault(
    z.enum(['iso', 's', 'ms']),
    'iso',
    'How the time is written: ISO 8601, or seconds or milliseconds since 1970.',
  ),
  timeFormat: optional(
    z.string().check(({ value, issues }) => {
      const problem = compileTimeFormat(value)
      if (typeof problem === 'string') issues.push({ code: 'custom', input: value, message: problem })
    }),
    'How the time is written if not as ISO 8601, in the letters of Unicode TR35: M/d/yyyy, dd.MM.yyyy HH:mm, yyyyMMdd, MMM d yyyy. Default: none.',
  ),
  zone: optional(
    z.string().check(z.refine(isZone, { error: 'a time zone such as UTC or America/Los_Angeles' })),
    'Zone of times without an offset: UTC, or an IANA name such as Europe/Berlin. Default: UTC, with a note if it matters.',
  ),
  missing: withDefault(
    z.array(
      z.pipe(
        z.string(),
        z.transform((text) => text.toLowerCase()),
      ),
    ),
    [...usualMissing],
    'Texts that mean a missing value, in any case: carried forward, never learned from.',
  ),
  encoding: withDefault(
    z.string().check(z.refine(isEncoding, { error: 'an encoding such as utf-8 or windows-1252' })),
    'utf-8',
    'Encoding of the text, such as utf-8, windows-1252 or utf-16le.',
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
