import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { Directory } from '../../src/operators/directory.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const row = (key: readonly string[] | undefined, time: number) => ({ key, time, values: [1] })

describe('Directory', () => {
  it('names each series once, in the order of their first rows', () => {
    const directory = new Directory()
    expect(['b', 'a', 'b', 'c'].map((key, i) => directory.meet(row([key], i)))).toEqual(['b', 'a', 'b', 'c'])
    directory.meet(row(['a', 'b'], 9))
    directory.meet(row(undefined, 9))
    expect([...directory.texts]).toEqual(['b', 'a', 'c', '["a","b"]', ''])
    expect([...directory.keys]).toEqual([['b'], ['a'], ['c'], ['a', 'b'], []])
    expect(directory.size).toBe(5)
  })

  it('refuses the number of a row as a key, also after a restore', () => {
    const directory = new Directory()
    for (let i = 0; i < 500; i++) directory.meet(row([`id ${i}`], i))
    const restored = new Directory()
    restore(restored, snapshot(directory))
    expect(() => {
      for (let i = 500; i < 1001; i++) restored.meet(row([`id ${i}`], i))
    }).toThrow(DataError)
  })

  it('is restored over other keys', () => {
    const directory = new Directory()
    for (const key of ['x', 'y', 'x']) directory.meet(row([key], 1))
    const other = new Directory()
    for (const key of ['y', 'z']) other.meet(row([key], 1))
    restore(other, snapshot(directory))
    expect(snapshot(other)).toEqual(snapshot(directory))
    expect([...other.texts]).toEqual(['x', 'y'])
  })
})
