import { describe, expect, it } from 'vitest'
import { gather, numbersField, scatter } from '../../../src/lstm/kernel/places.ts'
import type { Saveable } from '../../../src/state/fields.ts'
import { restore } from '../../../src/state/restore.ts'
import { snapshot } from '../../../src/state/snapshot.ts'

const map = Int32Array.of(3, 0, 4)

describe('places', () => {
  it('are gathered in logical order, and scattered again', () => {
    const memory = Float32Array.of(0, 1, 2, 3, 4, 5)
    expect([...gather(memory, 1, map)]).toEqual([4, 1, 5])
    expect([...gather(memory, 0, map, new Float32Array(5), 2)]).toEqual([0, 0, 3, 0, 4])
    scatter(memory, 1, map, Float32Array.of(9, 7, 8, 6), 1)
    expect([...memory]).toEqual([0, 8, 2, 3, 7, 6])
  })

  it('go into a snapshot and come back, and numbers that are not finite do not', () => {
    const of = (memory: Float32Array): Saveable => ({ state: (fields) => numbersField(fields, 'some', memory, 1, map) })
    const other = new Float32Array(6)
    restore(of(other), snapshot(of(Float32Array.of(0, 1, 2, 3, 4, 5))))
    expect([...other]).toEqual([0, 1, 0, 0, 4, 5])
    expect(() => snapshot(of(new Float32Array(6).fill(Number.NaN)))).toThrow('finite numbers')
  })
})
