import fc from 'fast-check'

/** A text of CSV, its options, and how it arrives. */
export interface CsvCase {
  /** Lines before the header, those of the table, and the mark between cells. */
  readonly before: readonly string[]
  readonly rows: readonly string[]
  readonly ends: readonly string[]
  readonly last: boolean
  readonly bom: boolean
  readonly options: Readonly<Record<string, unknown>> & { readonly delimiter: string }
  readonly encoding: string
  readonly gz: boolean
  readonly sizes: readonly number[]
  readonly maxBatch: number
}

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -999, max: 99_999 }).map(String) },
  { weight: 4, arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }).map(String) },
  fc.constantFrom(
    '',
    'NaN',
    'null',
    'inf',
    '1e400',
    '1e150',
    '-0',
    '+5',
    '.5',
    '5.',
    '−3',
    '1,5',
    '1.234,5',
    '1.234.567',
  ),
  fc.constantFrom('1,234.5', "1'234", '1 234', '12,34,567', '0x10', '1e', '--1', '- 1', '1-', '٣', '1_000', '"', '5"'),
)
const time = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 0, max: 4000 }),
        fc.constantFrom('', 'T12', ' 06:30', 'T23:59:59', 'T00:00:00.1239Z', 'T10:00+02:00'),
      )
      .map(([day, clock]) => new Date(day * 86_400_000).toISOString().slice(0, 10) + clock),
  },
  fc.constantFrom(
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-01-01T24:00',
    '2024-01-01T24:01',
    '',
    'x',
    '1',
    '0000-01-01',
  ),
  fc.constantFrom(
    '2024-03-31T02:30',
    '2024-10-27T02:30',
    '2024-01',
    '9999-12-31',
    '2024-1-1',
    '01.02.2024',
    '1700000000',
  ),
)
const key = fc.constantFrom('a', 'b', 'a ', '', 'toString', '__proto__', 'ä', 'a"b')
const filling = fc.constantFrom('', 'z', 'two words', '#', '🙂', '=1+1', '\u0000', '\u00a0')
const soup = fc.array(
  fc.constantFrom('"', ',', ';', '\n', '\r', ' ', '1', 'a', '#', '\t', '""', '\0', 'é', '2024-01-01'),
  { maxLength: 12 },
)
const quoting = fc.constantFrom('', '', '', '"', '" ', ' "', 'lines')
const sample = fc.record({
  t: time,
  y: number,
  x: number,
  k: key,
  z: filling,
  quotes: fc.array(quoting, { minLength: 5, maxLength: 5 }),
})

export const columns = ['t', 'y', 'x', 'k', 'z']
const cell = (text: string, quotes: string) => {
  if (quotes === '') return text
  const inner = (quotes === 'lines' ? `${text}\n` : text).replaceAll('"', '""')
  return quotes === ' "' ? ` "${inner}"` : quotes === '" ' ? `"${inner}" ` : `"${inner}"`
}

export const csvCases: fc.Arbitrary<CsvCase> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|', ' '),
    comment: fc.constantFrom('', '', '#'),
    before: fc.array(fc.constantFrom('', 'a title', '"', 'x,"y', '#'), { maxLength: 2 }),
    header: fc.boolean(),
    style: fc.constantFrom(
      { decimal: '.' },
      { decimal: '.' },
      { decimal: ',' },
      { decimal: ',', thousands: '.' },
      { decimal: '.', thousands: ',' },
    ),
    covariates: fc.constantFrom([], ['x']),
    by: fc.constantFrom([], [], ['k'], ['k', 'z']),
    where: fc.constantFrom(undefined, undefined, { k: 'a' }, { k: ['a', 'b'] }, { x: 1 }),
    until: fc.constantFrom(undefined, undefined, undefined, '1975-01-01'),
    zone: fc.constantFrom(undefined, 'UTC', 'Europe/Berlin'),
    whole: fc.constantFrom(
      {},
      {},
      {},
      {},
      { sort: true },
      { newest: 3 },
      { sort: true, newest: 4 },
      { sum: '1d' },
      { mean: '1w' },
      { resample: { to: '1d', with: 'sum' } },
      { resample: { to: '5min', wait: '1h', with: { y: 'ohlc' } } },
    ),
    table: fc.array(
      fc.oneof(
        { weight: 12, arbitrary: sample },
        soup.map((parts) => parts.join('')),
        fc.constantFrom('header', '', '  ', '# "comment', ',,,,,', '"', 'a,b'),
      ),
      { maxLength: 30 },
    ),
    ends: fc.constantFrom(['\n'], ['\r\n'], ['\r'], ['\n', '\r\n', '\r']),
    last: fc.boolean(),
    bom: fc.boolean(),
    encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-8', 'utf-16le', 'windows-1252'),
    gz: fc.constantFrom(false, false, false, true),
    sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3000 })), { maxLength: 8 }),
    maxBatch: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ table, header, delimiter, comment, style, covariates, by, where, until, zone, whole, before, ...others }) => {
    const names = columns.join(delimiter)
    const rows = table.map((row) =>
      typeof row === 'string'
        ? row === 'header'
          ? names
          : row
        : columns.map((name, i) => cell(row[name as 't'], row.quotes[i]!)).join(delimiter),
    )
    const layout = header ? {} : { header: false, columns }
    return {
      ...others,
      before,
      // A sum has an observation for each day from the first to the last.
      rows: (header ? [names, ...rows] : rows).filter(
        (row) => !(('sum' in whole || 'resample' in whole) && /9999|0000-/.test(row)),
      ),
      options: {
        path: 'a.csv',
        time: 't',
        target: 'y',
        delimiter,
        comment,
        skip: before.length,
        covariates,
        by,
        ...(where && { where }),
        ...(until && { until }),
        ...(zone && { zone }),
        ...style,
        ...layout,
        ...whole,
      },
    }
  })

/** The text of a case. */
export const textOf = ({ before, rows, ends, last, bom }: CsvCase): string => {
  const lines = [...before, ...rows]
  const end = (i: number) => (i < lines.length - 1 || last ? ends[i % ends.length]! : '')
  return (bom ? '\ufeff' : '') + lines.map((line, i) => line + end(i)).join('')
}
