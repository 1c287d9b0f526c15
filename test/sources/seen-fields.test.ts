import { describe, expect, it } from 'vitest'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { SeenFields } from '../../src/sources/seen-fields.ts'
import { fileOf, gather } from './gathered.ts'

describe('SeenFields', () => {
  it('names a field that no row has, and those that there are', () => {
    const fields = new SeenFields('a.ndjson', ['time', 'value'])
    fields.see({ time: 1, temperature: 20 })
    expect(fields.warning).toBeUndefined()
    expect(fields.problem?.message).toBe('a.ndjson: no row has a field "value"; fields are time, temperature')
    for (let i = 0; i < 9; i++) fields.see({ time: i, temperature: 20 })
    expect(fields.warning).toBe('none of the first rows has a field "value"; fields are time, temperature')
  })

  it('names the field that is meant', () => {
    const fields = new SeenFields('a.ndjson', ['reading.temp'])
    fields.see({ time: 1, reading: { tmep: 20 } })
    expect(fields.problem?.message).toMatch(/no row has a field "reading.temp"; did you mean "reading.tmep"\?$/)
  })

  it('is content with a field that one row has, and with null', () => {
    const fields = new SeenFields('a.ndjson', ['a', 'b.c'])
    fields.see({ a: null })
    fields.see({ b: { c: 1 } })
    expect([fields.warning, fields.problem]).toEqual([undefined, undefined])
    expect(new SeenFields('a', ['a']).problem).toBeUndefined()
  })

  it('is asked by NDJSON at the end, when the rows are read', async () => {
    const path = fileOf('{"time":"2024-01-01","temperature":1}\n', '.ndjson')
    const read = await gather(path, {}, { word: ndjsonSource })
    expect([read.observations.length, read.failure]).toEqual([
      1,
      'FILE: no row has a field "value"; fields are time, temperature',
    ])
  })
})
