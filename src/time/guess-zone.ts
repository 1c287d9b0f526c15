import { dayMs } from './week.ts'
import { toLocal, zoneOf } from './zone.ts'

/** Zones with different rules for the clocks, the most frequent first; each stands for all with the same rules. */
export const usualZones = [
  ...['Europe/Berlin', 'America/New_York', 'Europe/London', 'America/Chicago', 'America/Los_Angeles', 'America/Denver'],
  ...['Europe/Helsinki', 'Australia/Sydney', 'Australia/Adelaide', 'Pacific/Auckland'],
]

/** Rows that are enough to see all times of day. */
const enough = 20_000
/** More times of day are not those of a calendar. */
const most = 1440

/**
 * A zone in whose clocks rows have fewer times of day than in UTC: local midnights, or opening hours, that move by an
 * hour when the clocks change.
 *
 * @param times rising
 * @returns undefined if UTC is as good, or rows are at all times of the day
 */
export function zoneOfHours(times: Float64Array, usual: number): string | undefined {
  const stride = Math.ceil(times.length / enough)
  const some = stride === 1 ? times : times.filter((_, i) => i % stride === 0)
  let fewest = timesOfDay(some)
  if (fewest < 2 || fewest > most || fewest * usual >= dayMs * (usual < dayMs / 2 ? 1 : 4)) return undefined
  let best: string | undefined
  for (const name of usualZones) {
    const zone = zoneOf(name)
    const count = timesOfDay(some.map((time) => toLocal(time, zone)))
    if (count >= fewest) continue
    fewest = count
    best = name
  }
  return best
}

/** How many different times of day there are; stops beyond `most`. */
function timesOfDay(local: Float64Array): number {
  const found = new Set<number>()
  for (const time of local) {
    found.add(time - Math.floor(time / dayMs) * dayMs)
    if (found.size > most) break
  }
  return found.size
}
