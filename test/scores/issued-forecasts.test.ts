import { expect, it } from 'vitest'
import { IssuedForecasts } from '../../src/scores/issued-forecasts.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Numbers by which an origin, a kind and an entry are told apart. */
const numbers = (origin: number, kind: number) => Float64Array.from([0, 1, 2, 3], (at) => 100 * origin + 10 * kind + at)

function issue(issued: IssuedForecasts, origin: number): void {
  const ends = (kind: number) => [numbers(origin, kind), numbers(origin, kind + 1)]
  issued.issue(numbers(origin, 0), ends(1), ends(3), origin % 2 === 0)
}

it('finds forecasts and intervals by lead until the longest lead has passed', () => {
  const issued = new IssuedForecasts(4, [1, 3], 2)
  for (let origin = 0; origin < 8; origin++) {
    for (const lead of [1, 2, 3]) {
      const slot = issued.due(lead)
      expect(slot < 0).toBe(lead > origin)
      if (slot < 0) continue
      const from = origin - lead
      expect(issued.isCounted(slot)).toBe(from % 2 === 0)
      for (const at of [0, 3]) {
        expect(issued.value(slot, at)).toBe(100 * from + at)
        expect([issued.lower(slot, 0, at), issued.lower(slot, 1, at)]).toEqual([
          100 * from + 10 + at,
          100 * from + 20 + at,
        ])
        expect([issued.upper(slot, 0, at), issued.upper(slot, 1, at)]).toEqual([
          100 * from + 30 + at,
          100 * from + 40 + at,
        ])
      }
    }
    issue(issued, origin)
  }
})

it('keeps copies: later writes by the caller have no effect', () => {
  const issued = new IssuedForecasts(1, [1], 0)
  const values = Float64Array.of(1)
  issued.issue(values, [], [], true)
  values[0] = 2
  expect(issued.value(issued.due(1), 0)).toBe(1)
})

it('continues from a snapshot', () => {
  const issued = new IssuedForecasts(4, [1, 3], 2)
  for (let origin = 0; origin < 5; origin++) issue(issued, origin)
  const later = new IssuedForecasts(4, [1, 3], 2)
  restore(later, snapshot(issued))
  for (const lead of [1, 2, 3]) {
    const slot = later.due(lead)
    expect([later.value(slot, 2), later.upper(slot, 1, 3), later.isCounted(slot)]).toEqual([
      100 * (5 - lead) + 2,
      100 * (5 - lead) + 43,
      lead % 2 === 1,
    ])
  }
})
