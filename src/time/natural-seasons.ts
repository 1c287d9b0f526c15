import { type Duration, isBusiness, parseDuration, stepsInSeason } from './duration.ts'

/** A natural cycle of a cadence. */
export interface NaturalSeason {
  readonly steps: number
  /** Such as `a week`. */
  readonly name: string
}

/** The natural cycles. A month is not one of them: it can have 28 to 31 days. */
const cycles = [
  { length: '1h', name: 'an hour' },
  { length: '1d', name: 'a day' },
  { length: '1w', name: 'a week' },
  { length: '1y', name: 'a year' },
]

/**
 * The natural cycles of a cadence that are longer than a step, shortest first. Business days have no year, since
 * holidays change its length.
 *
 * @throws RangeError if `cadence` is not a duration
 * @example naturalSeasons('1h').map(({ steps, name }) => `${steps}: ${name}`) // ['24: a day', '168: a week', '8760: a year']
 */
export function naturalSeasons(cadence: string): NaturalSeason[] {
  const step = parseDuration(cadence)
  return cycles
    .filter(({ length }) => !isBusiness(step) || length === '1w')
    .map(({ length, name }) => ({ steps: stepsOf(length, cadence), name }))
    .filter(({ steps }, i, all) => steps >= 2 && all.findIndex((other) => other.steps === steps) === i)
}

/** NaN if the season is not longer than a step. */
function stepsOf(season: string, cadence: string): number {
  try {
    return stepsInSeason(season, cadence)
  } catch {
    return Number.NaN
  }
}

/**
 * The length of a season in words.
 *
 * @example seasonWords(7, '1d') // 'a week'
 * @example seasonWords(48, '1h') // '2 days'
 * @example seasonWords(5, undefined) // '5 steps'
 */
export function seasonWords(steps: number, cadence: string | undefined): string {
  if (cadence === undefined) return `${steps} steps`
  const natural = naturalSeasons(cadence).find((season) => season.steps === steps)
  return natural?.name ?? lengthWords(parseDuration(cadence), steps) ?? `${steps} steps`
}

const units = [
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

function lengthWords(step: Duration, steps: number): string | undefined {
  if (step.kind === 'months') return counted(step.months * steps, 'month')
  if (step.kind !== 'fixed') return undefined
  const ms = step.ms * steps
  const unit = units.find(([, size]) => ms % size === 0)
  return unit && counted(ms / unit[1], unit[0])
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`
