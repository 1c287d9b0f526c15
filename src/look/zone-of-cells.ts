import { usualZones } from '../time/guess-zone.ts'
import { offsetMs, offsetText } from '../time/timestamp.ts'
import { type Zone, zoneOf } from '../time/zone.ts'
import type { TimeChoice } from './choose-time.ts'

/**
 * The offset that the cells of a time are written with, or, if it changes with the season, a zone whose clocks show it.
 *
 * @returns undefined for UTC, and if some cells have no offset
 */
export function zoneOfCells({ cells, times }: Pick<TimeChoice, 'cells' | 'times'>): string | undefined {
  const offsets: number[] = []
  const known: number[] = []
  for (const [i, time] of times.entries()) {
    if (!Number.isFinite(time)) continue
    const text = /\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?\s?([+-]\d\d(?::?\d\d)?)$/.exec(cells[i]!.trim())?.[1]
    if (text === undefined) return undefined
    offsets.push(offsetMs(text))
    known.push(time)
  }
  const [first] = offsets
  if (first === undefined) return undefined
  if (offsets.every((offset) => offset === first)) return first === 0 ? undefined : offsetText(first)
  const fits = ({ offsetAt }: Zone) => known.every((time, i) => offsetAt(time) === offsets[i])
  return [...usualZones, ...Intl.supportedValuesOf('timeZone')].find((name) => fits(zoneOf(name)))
}
