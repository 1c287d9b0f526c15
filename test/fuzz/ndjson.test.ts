import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ndjsonOptions, ndjsonText } from '../../src/sources/ndjson-text.ts'
import { fuzz, fuzzTimeout } from './fuzz.ts'
import { encoded, placeOf, type Read, readInAllWays } from './reading.ts'
import { numberIn, timeIn } from './reference.ts'

interface Case {
  readonly lines: readonly string[]
  readonly form: 'lines' | 'array' | 'document'
  readonly end: string
  readonly last: boolean
  readonly bom: boolean
  readonly options: Readonly<Record<string, unknown>>
  readonly encoding: string
  readonly gz: boolean
  readonly sizes: readonly number[]
  readonly maxBatch: number
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 6, arbitrary: fc.integer() },
  fc.constantFrom(null, true, '', '5', ' 7 ', 'NaN', 'x', 1e300, [], {}, { v: 3 }, [4], '1e150'),
)
const time = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 4000 }).map((day) => new Date(day * 86_400_000).toISOString()) },
  fc.constantFrom('2024-02-30', '2024-01-01T10:00+01:00', '2024-03-31T02:30', '', null, 5, 'x', true),
)
const key = fc.constantFrom('a', 'b', 1, '', null, '__proto__', ' a', 'é')
const row = fc
  .record(
    {
      t: time,
      y: value,
      x: value,
      k: key,
      'a.b': value,
      a: fc.record({ b: value }),
      ['__proto__']: fc.constant(1),
      toString: value,
    },
    { requiredKeys: ['t', 'y'] },
  )
  .map((one) => JSON.stringify(one))
const broken = fc.constantFrom(
  '',
  '   ',
  '{',
  '}',
  '[]',
  '[1,2]',
  'null',
  '5',
  '"x"',
  '{"t":}',
  '{"t":1}x',
  '\0',
  '{"y":1}{"y":2}',
  "{'t':1}",
  ',',
)
const spaced = row.chain((text) =>
  fc.constantFrom(text, ` ${text}\t`, text.replaceAll(':', ' : '), text.slice(0, -1), text.replace('"', '\\u0022')),
)

const cases: fc.Arbitrary<Case> = fc.record({
  lines: fc.array(fc.oneof({ weight: 8, arbitrary: row }, { weight: 2, arbitrary: spaced }, broken), { maxLength: 25 }),
  form: fc.constantFrom('lines', 'lines', 'lines', 'array', 'document'),
  end: fc.constantFrom('\n', '\r\n', '\n\n'),
  last: fc.boolean(),
  bom: fc.boolean(),
  options: fc
    .record({
      covariates: fc.constantFrom<string[]>([], ['x'], ['a.b'], ['toString']),
      by: fc.constantFrom<string[]>([], ['k'], ['k', 'x']),
      where: fc.constantFrom(undefined, { k: 'a' }, { k: [1, 'b'] }),
      whole: fc.constantFrom(
        {},
        {},
        {},
        { sort: true },
        { newest: 3 },
        { sum: '1d' },
        { resample: { to: '1h', with: 'rate' } },
      ),
      zone: fc.constantFrom(undefined, 'America/New_York'),
    })
    .filter(({ covariates, by }) => !(covariates.includes('x') && by.includes('x')))
    .map(({ where, whole, zone, ...others }) => ({
      path: 'a.json',
      time: 't',
      target: 'y',
      ...others,
      ...(where && { where }),
      ...(zone && { zone }),
      ...whole,
    })),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-16le'),
  gz: fc.constantFrom(false, false, true),
  sizes: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
  maxBatch: fc.integer({ min: 1, max: 9 }),
}) as fc.Arbitrary<Case>

function textOf({ lines, form, end, last, bom }: Case): string {
  const mark = bom ? '\ufeff' : ''
  if (form === 'lines') return mark + lines.join(end) + (last ? end : '')
  const array = `[${end}${lines.join(`,${end}`)}${end}]${last ? end : ''}`
  return mark + (form === 'array' ? array : `{"meta": {"n": 1}, "data": ${array}}`)
}

/** Whether no other integer is the same double. */
const isExact = (number: number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER

/** What JSON.parse and the reference make of lines. */
function expected(text: string, options: Record<string, unknown>) {
  const { covariates, by, where } = options as { covariates: string[]; by: string[]; where?: { k: unknown } }
  const rows: unknown[] = []
  const rejects: (string | undefined)[] = []
  const field = (row: object, name: string): unknown => {
    if (Object.hasOwn(row, name)) return row[name as never]
    const [first, second] = name.split('.')
    const inner: unknown = Object.hasOwn(row, first!) ? row[first as never] : undefined
    return second !== undefined && typeof inner === 'object' && inner !== null && Object.hasOwn(inner, second)
      ? inner[second as never]
      : undefined
  }
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    if (line.trim() === '') continue
    let row: unknown
    try {
      row = JSON.parse(line.trim())
    } catch {
      rejects.push(undefined)
      continue
    }
    if (typeof row !== 'object' || row === null) {
      rejects.push(undefined)
      continue
    }
    const names = ['t', 'y', ...covariates, ...by, ...(where ? ['k'] : [])]
    const strange = names.find((name) => {
      const one = field(row, name)
      return typeof one === 'number' ? by.includes(name) && !isExact(one) : typeof one === 'object' && one !== null
    })
    const textIn = (name: string) => String(field(row, name) ?? '').trim()
    if (strange !== undefined) {
      rejects.push(strange)
      continue
    }
    if (where && ![where.k].flat().map(String).includes(textIn('k'))) continue
    const keys = by.map(textIn)
    const time = timeIn(textIn('t'))
    if (time === undefined) return undefined
    const [first, ...others] = ['y', ...covariates].map((name) => numberIn(textIn(name), '.', ''))
    if (keys.length > 0 && keys.every((part) => part === '')) rejects.push('k')
    else if (Number.isNaN(time)) rejects.push('t')
    else if (first === undefined) rejects.push('y')
    else if (others.includes(undefined)) rejects.push(covariates[others.indexOf(undefined)])
    else rows.push({ time, values: [first], covariates: others, ...(by.length > 0 && { key: keys }) })
  }
  return { rows, rejects }
}

const bare = ({ rows, rejects }: Read) => ({
  rows: rows.map(({ row: _, ...others }) => others),
  rejects: rejects.map(({ column }) => column),
})

it(
  'bytes of JSON are read as JSON.parse and a reference read them, however they are cut',
  async () => {
    await fuzz(
      'ndjson',
      cases,
      async (one) => {
        const { encoding, form, gz, maxBatch, options, sizes } = one
        const checked = ndjsonOptions.parse({ ...options, encoding, ...(form === 'document' && { rows: 'data' }) })
        const bytes = encoded(textOf(one), encoding)
        const open = (cut: readonly number[]) => ndjsonText(checked, placeOf(bytes, { encoding, sizes: cut, gz }))
        const read = await readInAllWays(open, sizes, {
          maxBatch,
          together: (options.sum ?? options.resample) !== undefined,
        })
        const { newest, resample, sort, sum, zone } = options
        if (form !== 'lines' || newest || sort || sum || resample || zone) return
        const text = textOf(one)
        // A text that begins like an array of rows is read as one.
        if (/^\ufeff?\s*\[\s*[{[\]]/.test(text)) return
        const reference = expected(text, options)
        if (reference) expect(bare(read)).toEqual(reference)
      },
      300,
    )
  },
  fuzzTimeout,
)
