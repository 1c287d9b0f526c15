import { describe, expect, it } from 'vitest'
import { firstFields } from '../../src/sources/first-fields.ts'

async function* chunked(chunks: readonly string[], failure?: Error): AsyncGenerator<string> {
  yield* chunks
  if (failure) throw failure
}
const fields = (chunks: readonly string[], failure?: Error, rows?: string) =>
  firstFields(Object.assign(chunked(chunks, failure), { bytesRead: 0, bytesTotal: 0, repeatable: true }), {
    path: 'a',
    rows,
  })

describe('firstFields', () => {
  it('is every field of the first rows, however their text is cut into chunks', async () => {
    expect(await fields(['\ufeff{"time":1,', '"a":2}\r\n\n{"time"', ':2,"b":null}'])).toEqual(['time', 'a', 'b'])
  })

  it('reads 500 rows and skips those that are not objects', async () => {
    const rows = Array.from({ length: 499 }, () => '{"a":1}\n')
    expect(await fields(['1\n', ...rows, '{"b":1}\n'])).toEqual(['a'])
    expect(await fields([...rows, '{"b":1}\n', '{"c":1}'])).toEqual(['a', 'b'])
  })

  it('is undefined if there is no object', async () => {
    expect(await fields(['date,value\n', '1,2\n'])).toBeUndefined()
    expect(await fields([])).toBeUndefined()
  })

  it('names nested fields, and reads arrays and documents', async () => {
    expect(await fields(['[{"a":{"b":1}},', '{"c":2}]'])).toEqual(['a.b', 'c'])
    expect(await fields(['{"data":[{"a":1}]}'], undefined, '/data')).toEqual(['a'])
  })

  it('keeps what was read before the text broke off', async () => {
    expect(await fields(['{"a":1}\n'], new Error('cut'))).toEqual(['a'])
    expect(await fields([], new Error('cut'))).toBeUndefined()
  })
})
