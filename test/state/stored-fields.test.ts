import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { headLength, kinds, seal } from '../../src/state/format.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { fieldAt, type StoredField, storedFields } from '../../src/state/stored-fields.ts'
import { changed } from './everything.ts'

const sealed = (body: readonly number[]) => seal(Uint8Array.from([...new Array(headLength).fill(0), ...body]))
const flat = (fields: readonly StoredField[]): StoredField[] => fields.flatMap((one) => [one, ...flat(one.fields)])

describe('storedFields', () => {
  it('lists every kind of field, with its size', () => {
    const bytes = snapshot(changed())
    const fields = storedFields(bytes)
    expect(new Set(flat(fields).map(({ kind }) => kind))).toEqual(
      new Set(Object.keys(kinds).filter((kind) => kind !== 'end')),
    )
    expect(fields.reduce((sum, one) => sum + one.bytes, headLength)).toBe(bytes.length)
    for (const one of flat(fields))
      expect(one.bytes).toBeGreaterThan(one.fields.reduce((sum, { bytes }) => sum + bytes, 0))
  })

  it('has values, numbers with their position, and the fields of fields', () => {
    const weights = Float32Array.of(1, 2)
    const bytes = snapshot({
      state(fields) {
        fields.part('outer', {
          state(inner) {
            inner.counter('count', 3)
            inner.numbers('weights', weights)
            inner.list('names', ['a', 'b'], (each, name) => each.text('name', name!))
          },
        })
      },
    })
    const fields = storedFields(bytes)
    expect(fieldAt(fields, 'outer.count')).toMatchObject({ kind: 'counter', value: 3, fields: [] })
    const { numbers, at } = fieldAt(fields, 'outer.weights')!
    expect(numbers).toEqual(weights)
    expect(new Float32Array(bytes.slice(at, at! + 8).buffer)).toEqual(weights)
    expect(fieldAt(fields, 'outer.names')).toMatchObject({ elements: 2, fields: [{ value: 'a' }, { value: 'b' }] })
    expect(fieldAt(fields, 'outer.none.other')).toBeUndefined()
  })

  it('refuses forged bytes: cut off, of an unknown kind, without an end, or too deep', () => {
    for (const body of [
      [kinds.number],
      [99, 0, 1, 97],
      [kinds.part, 0, 1, 97],
      [kinds.end],
      [kinds.float64, 0, 1, 97, 200, 1],
    ])
      expect(() => storedFields(sealed(body))).toThrow(DataError)
    const deep = Array.from({ length: 100_000 }, (_, i) => (i === 0 ? [kinds.part, 0, 1, 97] : [kinds.part, 1])).flat()
    expect(() => storedFields(sealed(deep))).toThrow('expected a field, got part')
    expect(() => storedFields(Uint8Array.of(1))).toThrow(DataError)
  })
})
