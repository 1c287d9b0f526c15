import { describe, expect, it } from 'vitest'
import { KeptRows } from '../../src/look/kept-rows.ts'

const linesOf = (count: number) => {
  const kept = new KeptRows()
  for (let i = 0; i < count; i++) kept.add([`cell ${i}`], i + 2)
  return kept.rows().map(({ line }) => line - 2)
}

describe('KeptRows', () => {
  it.each([1, 800, 801, 1000, 1050, 1200])('keeps each of %i rows once', (count) => {
    expect(linesOf(count).length).toBe(count > 1100 ? 1100 : count)
    expect(linesOf(count)).toEqual([...new Set(linesOf(count))].sort((a, b) => a - b))
  })

  it('keeps the first, the last and runs of consecutive rows of a long table', () => {
    const lines = linesOf(100_000)
    expect(lines.slice(0, 800)).toEqual(Array.from({ length: 800 }, (_, i) => i))
    expect(lines.slice(-200)).toEqual(Array.from({ length: 200 }, (_, i) => 99_800 + i))
    const middle = lines.slice(800, -200)
    expect(middle.length).toBeGreaterThanOrEqual(400)
    expect(middle.length).toBeLessThanOrEqual(800)
    const starts = middle.filter((line, i) => line !== middle[i - 1]! + 1)
    expect(starts.length).toBe(Math.ceil(middle.length / 100))
    expect(starts.at(-1)).toBeGreaterThan(50_000)
  })

  it('keeps the cells with their lines', () => {
    const kept = new KeptRows()
    kept.add(['a long text of a cell', 'b'], 7)
    expect(kept.rows()).toEqual([{ line: 7, cells: ['a long text of a cell', 'b'] }])
  })
})
