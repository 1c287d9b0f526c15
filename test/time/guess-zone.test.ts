import { expect, it } from 'vitest'
import { addSteps, parseDuration } from '../../src/time/duration.ts'
import { guessCadence } from '../../src/time/guess-cadence.ts'
import { usualZones, zoneOfHours } from '../../src/time/guess-zone.ts'
import { zoneOf } from '../../src/time/zone.ts'

const rows = (cadence: string, count: number) => {
  const first = addSteps(Date.parse('2023-01-02T23:00Z'), parseDuration(cadence), 0)
  return Float64Array.from({ length: count }, (_, i) => addSteps(first, parseDuration(cadence), i))
}
const dayMs = 86_400_000

it('finds the zone whose midnights or opening hours the rows keep', () => {
  expect(zoneOfHours(rows('1d Europe/Berlin', 200), dayMs)).toBe('Europe/Berlin')
  expect(zoneOfHours(rows('15min 09:30-15:45 mon-fri America/New_York', 5000), 900_000)).toBe('America/New_York')
  expect(guessCadence(rows('15min 09:30-15:45 mon-fri America/New_York', 5000))).toMatchObject({
    cadence: '15min 09:30-15:45 mon-fri America/New_York',
    notes: [expect.any(String), 'rows keep to the clocks of America/New_York, which change in spring and autumn'],
  })
  expect(guessCadence(rows('1bd Europe/Berlin', 200)).cadence).toBe('1bd Europe/Berlin')
})

it('is undefined if rows keep to UTC, are at all times of the day, or were seen in one season only', () => {
  expect(zoneOfHours(rows('1d', 200), dayMs)).toBeUndefined()
  expect(zoneOfHours(rows('1h', 2000), 3_600_000)).toBeUndefined()
  expect(zoneOfHours(rows('1d Europe/Berlin', 50), dayMs)).toBeUndefined()
})

it('names zones that exist, with clocks that change', () => {
  for (const name of usualZones) expect(zoneOf(name).changes, name).toBe(true)
})
