import { describe, expect, it } from 'vitest'
import { JsonRows } from '../../src/sources/json-rows.ts'

function read(text: string, at?: string) {
  const rows = new JsonRows('a.json', at)
  const records = [...rows.push(text), ...rows.end()]
  return {
    rows: records.map((record) => ('row' in record ? record.row : record.reason)),
    problem: rows.problem(true)?.message,
  }
}

describe('JsonRows', () => {
  it('reads lines of objects or arrays, and the elements of an array', () => {
    expect(read('{"a":1}\n\n{"a":2}').rows).toEqual([{ a: 1 }, { a: 2 }])
    expect(read('[1,2]\n[3,4]').rows).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(read(' [[1,2],\n[3,4]]').rows).toEqual([
      [1, 2],
      [3, 4],
    ])
  })

  it('rejects what is not a row', () => {
    expect(read('5\n{"a"').rows).toEqual([
      'expected a JSON object, got 5',
      expect.stringMatching(/^expected a JSON object, got /),
    ])
    expect(read('[{"a":1}, 5]').rows).toEqual([{ a: 1 }, 'expected a JSON object, got 5'])
  })

  it('reads rows inside a document', () => {
    expect(read('{"x":1,"data":{"rows":[{"a":1}]}}', 'data.rows').rows).toEqual([{ a: 1 }])
    expect(read('{"t":[1,2],"y":[3,4]}', '').rows).toEqual([
      { t: 1, y: 3 },
      { t: 2, y: 4 },
    ])
    expect(read('{"a":1}', '/data').problem).toBe(
      'a.json: expected an array of rows, or an object of equally long arrays, at rows "/data", got neither',
    )
    expect(read('{"a":', '/a').problem).toMatch(/^a\.json: expected a JSON document, got /)
  })

  it('reports an array that is cut off, text after it, and an empty text', () => {
    expect(read('[{"a":1},\n{"a"').problem).toBe(
      'a.json:2 expected the array to be closed, got the end of the file; download the file again',
    )
    expect(read('[{"a":1}]{"a":2}').problem).toMatch(/expected nothing after the array/)
    expect(read(' \n').problem).toBe('a.json: expected one JSON object per line, got nothing')
    expect(read('[]').problem).toBeUndefined()
  })

  it('rejects rows nested deeper than any row, which would exhaust the stack later', () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    expect(read(`{"a":1}\n${deep}\n`).rows).toEqual([
      { a: 1 },
      'expected at most 100 levels of JSON, got more; write flat rows',
    ])
    expect(read(deep, '').problem).toBe('a.json: expected at most 100 levels of JSON, got more; write flat rows')
  })

  it('names an element that is not there', () => {
    expect(read('[{"a":1},,{"a":2}]').rows).toEqual([{ a: 1 }, 'expected a JSON object, got nothing', { a: 2 }])
  })

  // If each chunk meant to go through all text before it, these would take minutes.
  it.each([
    ['blank lines at the beginning', ' \n'.repeat(2_000_000), '{"a":1}\n'],
    ['spaces after an opening bracket', `[${' \n'.repeat(2_000_000)}`, '{"a":1}]'],
    ['a line of a million characters', `{"b":"${'x'.repeat(1_000_000)}`, '","a":1}'],
  ])('reads %s in small chunks, in time that is linear', (_, long, last) => {
    const rows = new JsonRows('a.json')
    for (let at = 0; at < long.length; at += 16) rows.push(long.slice(at, at + 16))
    const [record] = [...rows.push(last), ...rows.end()]
    expect(record).toMatchObject({ row: { a: 1 } })
  })
})
