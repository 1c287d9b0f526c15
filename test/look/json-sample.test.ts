import { describe, expect, it } from 'vitest'
import { isJson, jsonSample } from '../../src/look/json-sample.ts'

const sample = (text: string, size = 7) =>
  jsonSample(
    'a.json',
    (async function* () {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
    })(),
  )

describe('jsonSample', () => {
  it.each([
    ['lines', '{"time":"2024-01-01","a":{"b":1}}\n{"time":"2024-01-02","c":true}\n', undefined],
    ['one line without an end', '{"time":"2024-01-01","a":{"b":1},"c":true}', undefined],
    ['an array', '[{"time":"2024-01-01","a":{"b":1}},\n{"time":"2024-01-02","c":true}]', undefined],
    [
      'a document',
      '{\n "meta": {"unit": "mm"},\n "data": [{"time":"2024-01-01","a":{"b":1}}, {"time":"2024-01-02","c":true}]\n}',
      '/data',
    ],
    ['a document in one line', '{"data":[{"time":"2024-01-01","a":{"b":1}},{"time":"2024-01-02","c":true}]}', '/data'],
    ['an object of arrays', '{"hourly": {"time": ["2024-01-01", "2024-01-02"], "a": [1, null]}}', '/hourly'],
  ])('reads %s', async (kind, text, at) => {
    for (const size of [3, 1000]) {
      const { layout, header, rows, count } = await sample(text, size)
      expect(layout).toEqual(at === undefined ? {} : { rows: at })
      if (at === '/hourly') {
        expect(header).toEqual(['time', 'a'])
        expect(rows.map(({ cells }) => cells)).toEqual([
          ['2024-01-01', '1'],
          ['2024-01-02', ''],
        ])
      } else {
        expect(header).toEqual(['time', 'a.b', 'c'])
        expect(rows[0]!.cells).toEqual(['2024-01-01', '1', kind.startsWith('one') ? 'true' : ''])
        if (count > 1) expect(rows[1]!.cells).toEqual(['2024-01-02', '', 'true'])
      }
    }
  })

  it('counts forms and rows beyond the first ones, and leaves out lines that are not rows', async () => {
    const text = Array.from({ length: 2000 }, (_, n) => `{"t":${n},"y":"${n % 2 ? 'x' : n}"}\n`).join('')
    const { count, columns, rows } = await sample(`${text}oops\n`, 4096)
    expect([count, rows.at(-1)?.line, columns[1]!.forms.get('x')?.count]).toEqual([2000, 2000, 1000])
  })

  // If each chunk meant to go through all text before it, this would take minutes.
  it('reads blank lines before and after the first row in time that is linear', async () => {
    const blank = ' \n'.repeat(1_000_000)
    expect(await sample(`${blank}{"a":1}\n${blank}{"a":2}`, 16)).toMatchObject({ count: 2 })
  })

  it('throws for JSON without rows', async () => {
    await expect(sample('{"a": 1,\n "b": 2}')).rejects.toThrow(
      'a.json: expected an array of rows somewhere in the JSON, got none',
    )
    await expect(sample('{\n "a": ')).rejects.toThrow('a.json: expected JSON, got')
    await expect(sample('[]')).rejects.toThrow('a.json: expected JSON objects with fields, got none')
  })
})

describe('isJson', () => {
  it.each(['{"a":1}', ' {\n', '[\n {"a":1}]', '[{"a":1}]', '[[1,2]]', '[', '{}'])('is true for %j', (text) => {
    expect(isJson(text)).toBe(true)
  })
  it.each(['a,b', '', '[10/Oct/2000:13:55:36],1', '{a},b', '[x],y'])('is false for %j', (text) => {
    expect(isJson(text)).toBe(false)
  })
})
