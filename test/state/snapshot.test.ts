import { describe, expect, it } from 'vitest'
import { type Fields, finite, type Lengths, type Saveable } from '../../src/state/fields.ts'
import { snapshot, snapshotInTurns } from '../../src/state/snapshot.ts'
import { changed, Everything } from './everything.ts'

const holding = (state: (fields: Fields) => void): Saveable => ({ state })

const weights = Float32Array.of(Number.NaN)
const pairs: Lengths = { holds: (length) => length % 2 === 0, expected: 'pairs' }

describe('snapshotInTurns', () => {
  it('makes the same bytes, of the state as it was when called, with turns of the event loop between', async () => {
    const values = Float64Array.from({ length: 500_000 }, (_, i) => i)
    const large = holding((fields) => fields.numbers('values', values))
    const expected = snapshot(large)
    let turns = 0
    const turn = () => {
      turns++
      timer = setImmediate(turn)
    }
    let timer = setImmediate(turn)
    const made = snapshotInTurns(large)
    values.fill(7)
    expect(Buffer.compare(await made, expected)).toBe(0)
    expect(turns).toBeGreaterThan(1)
    clearImmediate(timer)
    expect(await snapshotInTurns(changed())).toEqual(snapshot(changed()))
    await expect(snapshotInTurns(holding((fields) => fields.numbers('x', weights, finite)))).rejects.toThrow('got NaN')
  })
})

describe('snapshot', () => {
  it('has the same bytes for the same state, and leaves the object unchanged', () => {
    const everything = changed()
    const bytes = snapshot(everything)
    expect(snapshot(everything)).toEqual(bytes)
    expect(everything).toEqual(changed())
    expect(snapshot(new Everything())).not.toEqual(bytes)
  })

  it('does not share memory with the object', () => {
    const everything = changed()
    const bytes = snapshot(everything)
    const before = bytes.slice()
    everything.doubles.fill(77)
    expect(bytes).toEqual(before)
  })

  it('is at most 5 % larger than its numbers, for arrays and for lists of small objects', () => {
    const values = new Float64Array(2000)
    const array = snapshot(holding((fields) => fields.numbers('values', values)))
    expect(array.length).toBeLessThan(1.05 * values.byteLength)
    const words = Array.from({ length: 500 }, () => new Float64Array(12))
    const list = snapshot(
      holding((fields) => void fields.list('words', words, (fields, one) => fields.array('word', one!))),
    )
    expect(list.length).toBeLessThan(1.05 * 500 * 12 * 8)
  })

  it.each<[string, string, (fields: Fields) => unknown]>([
    ['a Map', 'expected a typed array, got Map', (fields) => fields.numbers('x', new Map() as never)],
    ['a plain array', 'expected a typed array, got Array', (fields) => fields.array('x', [1] as never)],
    ['text as a number', 'expected a number, got y', (fields) => fields.number('x', 'y' as never)],
    [
      'a fraction as a counter',
      'expected a whole number from 0 to 9, got 1.5',
      (fields) => fields.counter('x', 1.5, 9),
    ],
    ['a counter below 0', 'got -1', (fields) => fields.counter('x', -1)],
    ['a counter beyond its end', 'from 0 to 9, got 10', (fields) => fields.counter('x', 10, 9)],
    ['0 as a boolean', 'expected a boolean, got 0', (fields) => fields.boolean('x', 0 as never)],
    ['a number as text', 'expected text, got 4', (fields) => fields.text('x', 4 as never)],
    ['an object without state', 'state(fields), got Map', (fields) => fields.part('x', new Map() as never)],
    [
      'an object without its spec',
      'a spec',
      (fields) => fields.built('x', { state() {} }, undefined, () => ({ state() {} })),
    ],
    ['NaN among weights', 'expected finite numbers, got NaN', (fields) => fields.numbers('x', weights, finite)],
    ['an infinite number', 'finite numbers, got Infinity', (fields) => fields.number('x', 1 / 0, finite)],
    ['half a row', 'expected pairs, got 1 numbers', (fields) => fields.array('x', weights, undefined, pairs)],
  ])('refuses %s when it is declared', (_, message, state) => {
    const inner = holding((fields) => void state(fields))
    expect(() => snapshot(holding((fields) => fields.part('inner', inner)))).toThrow(message)
    expect(() => snapshot(holding((fields) => fields.part('inner', inner)))).toThrow('snapshot inner.x: ')
  })
})
