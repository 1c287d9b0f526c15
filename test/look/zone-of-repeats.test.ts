import { expect, it } from 'vitest'
import { zoneOfRepeats } from '../../src/look/zone-of-repeats.ts'

const hours = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i * 3_600_000)

it('names the zone of the hour that occurs twice', () => {
  const day = hours(Date.UTC(2024, 9, 27), 24)
  expect(zoneOfRepeats([...day, Date.UTC(2024, 9, 27, 2)])).toBe('Europe/Berlin')
  expect(zoneOfRepeats([...hours(Date.UTC(2024, 10, 3), 24), Date.UTC(2024, 10, 3, 1)])).toBe('America/New_York')
  expect(zoneOfRepeats(day)).toBeUndefined()
  expect(zoneOfRepeats([...day, Date.UTC(2024, 9, 27, 12)])).toBeUndefined()
  expect(zoneOfRepeats([...day, Date.UTC(2024, 9, 27, 2), Date.UTC(2024, 9, 27, 12)])).toBeUndefined()
})
