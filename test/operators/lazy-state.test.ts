import { describe, expect, it } from 'vitest'
import { LazyState } from '../../src/operators/lazy-state.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { Room } from '../state/everything.ts'

const rooms = () => new LazyState((spec) => new Room(spec))

describe('LazyState', () => {
  it('holds nothing before it begins, and its snapshot is empty', () => {
    const empty = rooms()
    expect(empty.value).toBeUndefined()
    const begun = rooms()
    begun.begin('2')
    restore(begun, snapshot(empty))
    expect(begun.value).toBeUndefined()
  })

  it('is restored before its first value, from the saved spec', () => {
    const first = rooms()
    first.begin('3').values.set([1, 2, 3])
    const second = rooms()
    restore(second, snapshot(first))
    expect([...second.value!.values]).toEqual([1, 2, 3])
    const third = rooms()
    const other = third.begin('1')
    restore(third, snapshot(first))
    expect(third.value).not.toBe(other)
    expect(snapshot(third)).toEqual(snapshot(first))
  })
})
