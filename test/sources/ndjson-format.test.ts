import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NdjsonFormat } from '../../src/sources/ndjson-format.ts'
import { lineOf } from './gathered.ts'

const columns = {
  time: ['t'],
  targets: ['y'],
  covariates: [],
  clock: 'ms',
  zone: 'UTC',
  missing: ['', 'nan', 'null'],
  decimal: '.',
  thousands: '',
} as const
const format = () => new NdjsonFormat('a.ndjson', columns)

describe('NdjsonFormat', () => {
  it('reads every double up to 1e150 exactly', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e150, max: 1e150, noNaN: true }), (y) => {
        const [row] = format().push(`${JSON.stringify({ t: 5, y })}\n`)
        expect(row).toMatchObject({ time: 5, values: [JSON.parse(JSON.stringify(y))] })
      }),
    )
  })

  it('emits each line at once, however it arrives, and the last one at the end', () => {
    const ndjson = format()
    expect(ndjson.push('{"t":1,')).toEqual([])
    expect(ndjson.push('"y":2}\n{"t":2,"y":3}')).toMatchObject([{ time: 1 }])
    expect(ndjson.end()).toMatchObject([{ time: 2 }])
  })

  it('reads null and absent fields as missing', () => {
    expect(format().push('{"t":1,"y":null}\n{"t":2}\n')).toMatchObject([
      { values: [Number.NaN] },
      { values: [Number.NaN] },
    ])
  })

  it('rejects an integer as a key that JSON does not hold exactly', () => {
    const keyed = new NdjsonFormat('a.ndjson', { ...columns, by: ['k'] })
    const rows = keyed.push(
      '{"t":1,"k":12345678901234567890,"y":1}\n{"t":2,"k":"12345678901234567891","y":12345678901234567890}\n',
    )
    expect(rows[0]).toMatchObject({ column: 'k', reason: expect.stringContaining('write it as text') })
    expect(rows[1]).toMatchObject({ key: ['12345678901234567891'], values: [12345678901234567000] })
  })

  it('rejects anything but an object or a number, with its line', () => {
    const rows = format().push('\n[1]\n{"t":1,"y":{"a":1}}\nnonsense\n{"t":1,"y":true}\n{"y":1}\n')
    expect(
      rows.map((row) =>
        typeof row === 'string' ? row : 'reason' in row ? [lineOf(row.place), row.column] : 'an observation',
      ),
    ).toEqual([
      [2, 't'],
      [3, 'y'],
      [4, undefined],
      [5, 'y'],
      [6, 't'],
    ])
    expect(rows[1]).toMatchObject({
      reason: 'expected a number or text, got an object; name a field in it, such as y.a',
    })
  })

  it('reads nested fields by dots or by JSON Pointer; the key itself wins', () => {
    const nested = (name: string) => new NdjsonFormat('a', { ...columns, targets: [name] })
    const line = '{"t":1,"a":{"b.c":2,"d":[3,4]},"a.d":5}\n'
    for (const [name, value] of [
      ['/a/b.c', 2],
      ['a.d.1', 4],
      ['/a/d/0', 3],
      ['a.d', 5],
    ] as const)
      expect(nested(name).push(line), name).toMatchObject([{ values: [value] }])
  })

  it('reads a JSON array, element by element, and rows inside a document', () => {
    const array = format()
    expect(array.push('[\n {"t":1,"y":2},\n {"t":2')).toMatchObject([{ time: 1, row: { place: { line: 2 } } }])
    expect(array.push(',\n"y":3},{"t":"x"}\n]\n')).toMatchObject([{ time: 2 }, { column: 't', place: { line: 4 } }])
    expect([array.end(), array.problem(true)]).toEqual([[], undefined])
    const inside = new NdjsonFormat('a.json', columns, '/data')
    expect(inside.push('{"data":{"t":[1,2],')).toEqual([])
    inside.push('"y":[3,4]}}')
    expect(inside.end()).toMatchObject([
      { time: 1, values: [3] },
      { time: 2, row: { place: { stream: 'a.json', offset: 2 } } },
    ])
  })

  it('does not mistake a property of Object for a field', () => {
    const odd = new NdjsonFormat('a', { ...columns, targets: ['constructor'] })
    expect(odd.push('{"t":1}\n')).toMatchObject([{ values: [Number.NaN] }])
  })

  it('requires at least one line', () => {
    expect(format().problem(true)?.message).toBe('a.ndjson: expected one JSON object per line, got nothing')
  })

  it('rejects a line of more than 1,048,576 characters, however it arrives, and continues', () => {
    const line = (length: number) => `${' '.repeat(length - 13)}{"t":1,"y":2}`
    const text = `${line(1_048_576)}\n${line(1_048_577)}\n${' '.repeat(2_100_000)}\n{"t":2,"y":3}\n`
    for (const size of [16_384, 1_000_003, text.length]) {
      const ndjson = format()
      const rows = []
      for (let at = 0; at < text.length; at += size) rows.push(...ndjson.push(text.slice(at, at + size)))
      expect(
        rows.map((row) =>
          typeof row === 'string'
            ? row
            : 'reason' in row
              ? `${lineOf(row.place)} ${row.reason}`
              : lineOf(row.row!.place),
        ),
      ).toEqual([
        1,
        '2 expected a line of at most 1048576 characters, got more; write one object per line',
        '3 expected a line of at most 1048576 characters, got more; write one object per line',
        4,
      ])
    }
  })
})
