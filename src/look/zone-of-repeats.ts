import { usualZones } from '../time/guess-zone.ts'
import { sameClockLater, wallClock } from '../time/wall-clock.ts'

/**
 * The zone whose clocks show exactly the local times that occur twice in a file twice, when they go back in autumn.
 *
 * @param times local times as if they were UTC, of one series
 * @returns undefined if no time occurs twice, or if other times do too
 */
export function zoneOfRepeats(times: ArrayLike<number>): string | undefined {
  if (isRising(times)) return undefined
  const seen = new Set<number>()
  const repeated = new Set<number>()
  for (let i = 0; i < times.length; i++) {
    if (seen.has(times[i]!)) repeated.add(times[i]!)
    seen.add(times[i]!)
  }
  const all = [...repeated]
  if (all.length === 0 || all.length > 0.01 * times.length + 60) return undefined
  return usualZones.find((zone) => all.every((time) => sameClockLater(wallClock(time, zone), zone) !== undefined))
}

function isRising(times: ArrayLike<number>): boolean {
  for (let i = 1; i < times.length; i++) if (times[i]! <= times[i - 1]!) return false
  return true
}
