import { describe, expect, it } from 'vitest'
import { Ring } from '../../src/recording/ring.ts'

const make = (length: number) => new Float64Array(length)

describe('Ring', () => {
  it('keeps the last rows of a long run, and returns them in order', () => {
    const ring = new Ring(make, 2, 1000)
    for (let row = 0; row < 2500; row++) {
      const at = ring.place(row)
      ring.numbers.set([row, -row], at)
    }
    const rows = ring.stretch(1500, 2500)
    expect([...rows]).toEqual(Array.from({ length: 1000 }, (_, i) => [1500 + i, -1500 - i]).flat())
    expect([...ring.stretch(1999, 2001)]).toEqual([1999, -1999, 2000, -2000])
    expect([...ring.stretch(5, 5)]).toEqual([])
  })

  it('takes no more room than its rows need', () => {
    const ring = new Ring(make, 2, 100_000)
    for (let row = 0; row < 10; row++) ring.place(row)
    expect(ring.numbers.length).toBe(512)
  })

  it('has room for a later row', () => {
    const ring = new Ring(make, 2, 100_000)
    const at = ring.place(700)
    ring.numbers.set([1, 2], at)
    expect([...ring.stretch(700, 701)]).toEqual([1, 2])
  })
})
