import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { liveColumns } from '../../src/live/live-columns.ts'
import { MessageRows } from '../../src/live/message-rows.ts'
import type { Rows } from '../../src/sources/rows.ts'

const options = z.strictObject(liveColumns)

/** The rows of messages that arrive at times 1000, 2000, … */
function rowsOf(argument: z.input<typeof options>, ...messages: string[]): Rows {
  const rows = new MessageRows('tap', options.parse(argument))
  let count = 0
  return messages.flatMap((text, i) => rows.partsOf(text).map((part) => rows.decode(part, ++count, 1000 * (i + 1))))
}

const seen = (rows: Rows) =>
  rows.map((row) => {
    if (typeof row === 'string') return row
    return 'reason' in row ? row.reason : [row.time, ...Array.from(row.values), ...(row.key ?? [])]
  })

const clock = 'ms'

describe('a message of JSON', () => {
  it('is one row, an array of rows, a row of an array, or a row a line', () => {
    const one = { clock, time: 't', target: 'v' } as const
    expect(seen(rowsOf(one, '{"t": 5, "v": 1}'))).toEqual([[5, 1]])
    expect(seen(rowsOf(one, '{"t": 5,\n "v": 1}'))).toEqual([[5, 1]])
    expect(seen(rowsOf(one, '[{"t": 5, "v": 1}, {"t": 6, "v": 2}]'))).toEqual([
      [5, 1],
      [6, 2],
    ])
    expect(seen(rowsOf(one, '{"t": 5, "v": 1}\r\n{"t": 6, "v": 2}\n'))).toEqual([
      [5, 1],
      [6, 2],
    ])
    expect(seen(rowsOf({ clock, time: '0', target: '1' }, '[5, 1]'))).toEqual([[5, 1]])
  })

  it('is rejected if its key is an integer that JSON does not hold exactly', () => {
    const reason = 'expected text, or an integer up to 9007199254740991, got a larger one; write it as text'
    const text = '[{"t": 5, "v": 1, "k": 12345678901234567890}, {"t": 6, "v": 2, "k": "12345678901234567891"}]'
    expect(seen(rowsOf({ clock, time: 't', target: 'v', by: 'k' }, text))).toEqual([
      reason,
      [6, 2, '12345678901234567891'],
    ])
  })

  it('gives fields by JSON Pointer and by dots', () => {
    const text = '{"data": [{"t": 5, "p": {"close": 1.5}}]}'
    expect(seen(rowsOf({ clock, time: '/data/0/t', target: 'data.0.p.close' }, text))).toEqual([[5, 1.5]])
  })

  it('holds rows at a place, whose other fields are those around them', () => {
    const argument = { clock, rows: '/data', time: 't', target: 'p', by: 's', where: { type: 'trade' } } as const
    const text =
      '{"type": "trade", "s": "A", "data": [{"t": 5, "p": 1}, {"t": 6, "p": 2, "s": "B"}, {"t": 7, "p": null}]}'
    expect(seen(rowsOf(argument, text, '{"type": "ping"}', '{"type": "trade"}'))).toEqual([
      [5, 1, 'A'],
      [6, 2, 'B'],
      [7, Number.NaN, 'A'],
      'where',
      'expected rows at "/data", got none there; where can leave such messages out',
    ])
  })

  it('may be a number or a text alone, which is the value', () => {
    const argument = { arrival: true, units: ['°C'] }
    expect(seen(rowsOf(argument, '5.5', '"6 °C"', '7\n8'))).toEqual([
      [1000, 5.5],
      [2000, 6],
      [3000, 7],
      [3000, 8],
    ])
  })

  it('is a reject with its text if it is something else', () => {
    const rows = rowsOf({ clock }, 'hello', 'true', '{"time": 5, "value": {"a": 1}}', '{"time": "soon", "value": 1}')
    expect(rows).toMatchObject([
      { place: { stream: 'tap', offset: 1 }, raw: 'hello', reason: expect.stringContaining('expected JSON') },
      { raw: 'true', reason: 'expected a JSON object, got true' },
      { raw: '{"time": 5, "value": {"a": 1}}', reason: expect.stringContaining('such as value.a') },
      { place: { offset: 4 }, column: 'time', reason: expect.stringContaining('got "soon"') },
    ])
    expect(rowsOf({ clock }, '', ' \n')).toEqual([])
    expect(seen(rowsOf({}, '['.repeat(100_000)))).toEqual([expect.stringContaining('levels')])
  })
})

it('takes the time of arrival as the time', () => {
  expect(seen(rowsOf({ arrival: true, target: 'v' }, '{"v": 1}', '{"v": 2, "arrival": 9}'))).toEqual([
    [1000, 1],
    [2000, 2],
  ])
})

describe('a message of CSV', () => {
  it('begins with a header, or has the columns that are named', () => {
    const argument = { format: 'csv', clock, time: 't', target: 'v' } as const
    expect(seen(rowsOf(argument, 't,v\n5,1\n6,2', 'v,t\r\n3,7\r\n'))).toEqual([
      [5, 1],
      [6, 2],
      [7, 3],
    ])
    const named = { ...argument, columns: ['t', 'v'], delimiter: ';' }
    expect(seen(rowsOf(named, '5;1', '6;2\n7;3\n', 't;v'))).toEqual([[5, 1], [6, 2], [7, 3], 'header'])
    expect(seen(rowsOf({ format: 'csv', columns: ['v'], target: 'v', arrival: true }, '5'))).toEqual([[1000, 5]])
  })

  it('is a reject if a column is not there, if cells are, or if a quote stays open', () => {
    const argument = { format: 'csv', clock, time: 't', target: 'v' } as const
    expect(seen(rowsOf(argument, 'a,b\n1,2', 't,v\n1,2,3', 't,v\n"1,2'))).toEqual([
      expect.stringContaining('expected a column "t"'),
      expect.stringContaining('expected 2 cells, got 3'),
      'expected the quote opened in column 1 to be closed',
    ])
  })
})

describe('fields around a message', () => {
  it('leave the cells of CSV as they are: headers, delimiters at the end, and how many there must be', () => {
    const argument = { format: 'csv', columns: ['t', 'v'], clock, time: 't', target: 'v', by: 'topic' } as const
    const rows = new MessageRows('tap', options.parse(argument), (text) => [{ text, fields: { topic: 'a' } }])
    const decoded = ['5,1', 't,v', '6,2,', '7,3,4'].flatMap((text) => rows.partsOf(text))
    expect(seen(decoded.map((part, i) => rows.decode(part, i, 0)))).toEqual([
      [5, 1, 'a'],
      'header',
      [6, 2, 'a'],
      'expected 2 cells, got 3; quote cells that hold the delimiter',
    ])
    expect(seen(rowsOf({ format: 'csv', columns: ['v'], target: 'v', arrival: true }, '5,', 'v'))).toEqual([
      [1000, 5],
      'header',
    ])
  })

  const unwrapped = (argument: z.input<typeof options>, ...messages: string[]) => {
    const rows = new MessageRows('tap', options.parse(argument), (message) => {
      const [topic, text] = message.split(' ', 2)
      return [{ text: text!, fields: { topic } }]
    })
    return seen(messages.flatMap((text) => rows.partsOf(text).map((part, i) => rows.decode(part, i + 1, 1000))))
  }

  it('belong to each row of JSON that has no such field', () => {
    const argument = { clock, by: 'topic', rows: '/data' } as const
    expect(unwrapped(argument, 'a {"data":[{"time":5,"value":1},{"time":6,"value":2,"topic":"b"}]}')).toEqual([
      [5, 1, 'a'],
      [6, 2, 'b'],
    ])
    expect(unwrapped({ arrival: true, by: 'topic' }, 'a 1', 'b 2')).toEqual([
      [1000, 1, 'a'],
      [1000, 2, 'b'],
    ])
  })

  it('are columns of CSV', () => {
    const columns = ['time', 'value']
    expect(unwrapped({ format: 'csv', clock, by: 'topic', columns }, 'a 5,1\n6,2', 'b 5,3')).toEqual([
      [5, 1, 'a'],
      [6, 2, 'a'],
      [5, 3, 'b'],
    ])
  })
})

describe('texts that a feed has read itself', () => {
  const rows = new MessageRows('tap', options.parse({ arrival: true, by: 'key' }), (message) => JSON.parse(message))
  const decoded = (...unwrapped: object[]) =>
    rows.partsOf(JSON.stringify(unwrapped)).map((part, i) => rows.decode(part, i + 1, 1000))
  const fields = { key: 'a' }

  it('have places and times of their own', () => {
    const place = { partition: 3, offset: 42 }
    expect(decoded({ text: '[{"value": 1}, {"value": 2, "key": "b"}]', fields, place, at: 5 })).toMatchObject([
      { time: 5, values: [1], key: ['a'], row: { place: { stream: 'tap', ...place } } },
      { time: 5, values: [2], key: ['b'], row: { place: { stream: 'tap', ...place } } },
    ])
    expect(decoded({ text: '7', fields })).toMatchObject([{ time: 1000, row: { place: { stream: 'tap', offset: 1 } } }])
  })

  it('are rejects, or no rows at all', () => {
    expect(decoded({ text: 'ff', fields, reason: 'expected UTF-8', place: { partition: 0, offset: 7 } })).toEqual([
      { place: { stream: 'tap', partition: 0, offset: 7 }, raw: 'ff', reason: 'expected UTF-8' },
    ])
    expect(decoded({ fields }, { text: '1', fields })).toMatchObject(['header', { values: [1] }])
  })
})
