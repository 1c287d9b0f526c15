import { describe, expect, it } from 'vitest'
import { DataError, MemoryError } from '../../src/errors.ts'
import { type Fields, finite, type Saveable } from '../../src/state/fields.ts'
import { seal } from '../../src/state/format.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { changed, Everything } from './everything.ts'

const holding = (state: (fields: Fields) => void): Saveable => ({ state })

describe('restore', () => {
  it('restores every kind of field, into a new object and into one in another state', () => {
    const bytes = snapshot(changed())
    const fresh = new Everything()
    expect(restore(fresh, bytes)).toEqual([])
    expect(fresh).toEqual(changed())
    const first = snapshot(new Everything())
    restore(fresh, first)
    expect(fresh).toEqual(new Everything())
  })

  it('accepts a Buffer at any offset of its memory, and does not share memory with it', () => {
    const bytes = snapshot(changed())
    for (let shift = 0; shift < 8; shift++) {
      const buffer = Buffer.alloc(bytes.length + shift).subarray(shift)
      buffer.set(bytes)
      const target = new Everything()
      restore(target, buffer)
      buffer.fill(0)
      expect(target).toEqual(changed())
    }
  })

  it('keeps every bit of a number', () => {
    const values = Float64Array.of(0.1, -0, Number.MIN_VALUE, Number.MAX_VALUE, Number.NaN, -Infinity)
    for (const value of values) {
      const from = new Everything()
      from.number = value
      const to = new Everything()
      restore(to, snapshot(from))
      expect(Object.is(to.number, value)).toBe(true)
    }
  })

  it('reports constants that differ, and keeps those of the object', () => {
    const retuned = new Everything([1, 2], 0.5)
    expect(restore(retuned, snapshot(changed()))).toEqual(['rate was 0.01 and is now 0.5'])
    expect(retuned.rate).toBe(0.5)
    expect(retuned.counter).toBe(300)
  })

  it('refuses settings that change the meaning of the state', () => {
    expect(() => restore(new Everything([1, 3]), snapshot(changed()))).toThrow(
      'snapshot leads: expected [1,3], got [1,2]; restore it into an object built with the same options',
    )
  })

  it('refuses every truncation and every flipped bit, and changes nothing', () => {
    const bytes = snapshot(changed())
    const target = new Everything()
    const attempt = (damaged: Uint8Array) => {
      expect(() => restore(target, damaged)).toThrow(DataError)
    }
    for (let length = 0; length < bytes.length; length++) attempt(bytes.subarray(0, length))
    for (let at = 0; at < bytes.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const damaged = bytes.slice()
        damaged[at]! ^= 1 << bit
        attempt(damaged)
      }
    expect(target).toEqual(new Everything())
  })

  it('refuses or survives every flipped bit even if the checksum matches', () => {
    const bytes = snapshot(changed())
    for (let at = 20; at < bytes.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const forged = bytes.slice()
        forged[at]! ^= 1 << bit
        const target = new Everything()
        try {
          restore(target, seal(forged))
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
          expect(target).toEqual(new Everything())
        }
      }
  })

  it.each<[string, string, (fields: Fields) => void, (fields: Fields) => void]>([
    ['another name', 'snapshot b: expected number, got number a', (f) => f.number('a', 1), (f) => f.number('b', 1)],
    ['another kind', 'snapshot a: expected counter, got number a', (f) => f.number('a', 1), (f) => f.counter('a', 1)],
    [
      'another order',
      'snapshot b: expected number, got number a',
      (f) => [f.number('a', 1), f.number('b', 1)],
      (f) => [f.number('b', 1), f.number('a', 1)],
    ],
    [
      'another length',
      'snapshot a: expected 2 numbers, got 3',
      (f) => f.numbers('a', new Float64Array(3)),
      (f) => f.numbers('a', new Float64Array(2)),
    ],
    [
      'another number of parts',
      'snapshot a: expected 1 of them, got 2',
      (f) => f.parts('a', [holding((f) => void f.number('x', 1)), holding((f) => void f.number('x', 1))]),
      (f) => f.parts('a', [holding((f) => void f.number('x', 1))]),
    ],
    [
      'a field too few',
      'snapshot b: expected number, got no further field',
      (f) => f.number('a', 1),
      (f) => [f.number('a', 1), f.number('b', 1)],
    ],
    [
      'a field too many',
      'snapshot: expected the end, got number b',
      (f) => [f.number('a', 1), f.number('b', 1)],
      (f) => f.number('a', 1),
    ],
    [
      'a field too many inside',
      'snapshot p: expected no further field, got number b',
      (f) =>
        f.part(
          'p',
          holding((f) => [f.number('a', 1), f.number('b', 1)]),
        ),
      (f) =>
        f.part(
          'p',
          holding((f) => void f.number('a', 1)),
        ),
    ],
    [
      'numbers that break a condition',
      'snapshot a: expected finite numbers, got NaN',
      (f) => f.numbers('a', Float64Array.of(1, Number.NaN)),
      (f) => f.numbers('a', new Float64Array(2), finite),
    ],
    [
      'a counter beyond its end',
      'snapshot a: expected a whole number up to 9, got 10',
      (f) => f.counter('a', 10),
      (f) => f.counter('a', 1, 9),
    ],
  ])('refuses %s by name', (_, message, saved, wanted) => {
    const bytes = snapshot(holding(saved as (fields: Fields) => void))
    expect(() => restore(holding(wanted as (fields: Fields) => void), bytes)).toThrow(message)
  })

  it('changes nothing when only the last field does not fit', () => {
    const state = (numbers: Float64Array, last: number) => (fields: Fields) => {
      fields.numbers('numbers', numbers)
      fields.same('last', last)
    }
    const numbers = Float64Array.of(1, 2)
    const bytes = snapshot(holding(state(Float64Array.of(3, 4), 1)))
    expect(() => restore(holding(state(numbers, 2)), bytes)).toThrow('snapshot last: expected 2, got 1')
    expect([...numbers]).toEqual([1, 2])
  })

  it('disposes of what it builds to check, and of what it replaces', () => {
    const live = new Set<string>()
    let made = 0
    const build = (spec: string) => {
      const name = `${spec} ${made++}`
      live.add(name)
      return { name, state: (fields: Fields) => void fields.same('one', 1), dispose: () => live.delete(name) }
    }
    const holder = (value: ReturnType<typeof build> | undefined, spec: string | undefined) => {
      const held = {
        value,
        state(fields: Fields) {
          held.value = fields.built('a', held.value, spec, build)
        },
      }
      return held
    }
    const bytes = snapshot(holder(build('a'), 'a'))
    const other = holder(build('b'), 'b')
    restore(other, bytes)
    expect([...live]).toEqual(['a 0', 'a 3'])
    expect(other.value?.name).toBe('a 3')
    restore(other, snapshot(holder(undefined, undefined)))
    expect([...live]).toEqual(['a 0'])
    expect(() => restore(holder(undefined, undefined), bytes.subarray(0, -1))).toThrow(DataError)
    expect([...live]).toEqual(['a 0'])
  })

  it('reports a spec that options cannot follow from as a fault of the snapshot, and lack of memory as it is', () => {
    const bytes = snapshot(
      holding(
        (fields) =>
          void fields.built(
            'a',
            holding(() => {}),
            '9',
            () => holding(() => {}),
          ),
      ),
    )
    const failing = (error: Error) =>
      holding(
        (fields) =>
          void fields.built('a', undefined, undefined, () => {
            throw error
          }),
      )
    expect(() => restore(failing(new RangeError('too many')), bytes)).toThrow(
      'snapshot: expected the spec of an object, got "9" (too many); use an earlier snapshot',
    )
    const memory = new MemoryError([{ where: 'lstm:', message: 'none' }])
    expect(() => restore(failing(memory), bytes)).toThrow(memory)
  })

  it('refuses numbers and lengths that do not meet their condition', () => {
    const even = { holds: (length: number) => length % 2 === 0, expected: 'pairs' }
    const array = snapshot(holding((fields) => void fields.array('a', Float64Array.of(1, 2, 3))))
    const pairs = holding((fields) => void fields.array('a', Float64Array.of(1, 2), undefined, even))
    expect(() => restore(pairs, array)).toThrow('snapshot a: expected pairs, got 3 numbers')
    const number = snapshot(holding((fields) => void fields.number('a', Number.NaN)))
    expect(() =>
      restore(
        holding((fields) => void fields.number('a', 1, finite)),
        number,
      ),
    ).toThrow('snapshot a: expected finite numbers, got NaN')
  })

  it('builds no more elements than there are bytes', () => {
    const some = Array.from({ length: 300 }, (_, i) => i)
    const bytes = snapshot(holding((fields) => void fields.list('a', some, () => 0)))
    expect(() =>
      restore(
        holding((fields) => void fields.list('a', [] as number[], () => 0)),
        bytes,
      ),
    ).toThrow('snapshot a: expected at most 27 elements, got 300')
  })
})
