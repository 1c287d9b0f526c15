import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { drawWindows } from '../../src/lstm/replay.ts'

describe('drawWindows', () => {
  it('draws only complete windows whose targets are all due', () => {
    const cases = fc.record({
      length: fc.integer({ min: 1, max: 9 }),
      now: fc.integer({ min: 0, max: 200 }),
      storeRows: fc.integer({ min: 40, max: 100 }),
      longestLead: fc.integer({ min: 1, max: 12 }),
      seed: fc.nat(),
    })
    fc.assert(
      fc.property(cases, ({ length, now, storeRows, longestLead, seed }) => {
        const oldest = Math.max(0, now - storeRows)
        const starts = drawWindows(new Random(seed), 20, length, oldest, now, longestLead, [])
        if (now <= 2 * length + longestLead) expect(starts).toEqual([])
        for (const start of starts) {
          expect(start).toBeGreaterThanOrEqual(oldest)
          // The target of the last step at the longest lead was learned at `now` at the latest.
          expect(start + length - 1 + longestLead).toBeLessThan(now)
        }
      }),
    )
  })

  it('reaches the oldest and the newest of them', () => {
    const starts = new Set(drawWindows(new Random(1), 500, 2, 5, 20, 3, []))
    // Kept: 5 … 19. All due before 20: of steps up to 16, so the last window of two begins at 15.
    expect([Math.min(...starts), Math.max(...starts)]).toEqual([5, 15])
  })

  it('excludes windows across a step before which the state was reset', () => {
    const starts = drawWindows(new Random(1), 400, 4, 0, 60, 1, [30])
    expect(starts.length).toBeLessThan(400)
    expect(starts.filter((start) => start > 26 && start < 30)).toEqual([])
    expect(starts).toContain(26)
    expect(starts).toContain(30)
  })
})
