import * as z from 'zod/mini'
import { listOf } from '../defaults/seasons.ts'
import { ConfigError } from '../errors.ts'
import { stepsInSeason } from '../time/duration.ts'
import { durationText } from '../words/duration-text.ts'

/** The length of a season as users write it. */
export const seasonLength = z.union([
  z.int().check(z.minimum(2), z.describe('Steps.')),
  durationText.check(z.describe('A duration, such as 1y.')),
])

/** A season in steps: a number is returned unchanged; a duration such as `1y` is converted by the cadence. */
export function seasonSteps(
  where: string,
  season: number | string | undefined,
  cadence: string | undefined,
): number | undefined {
  if (typeof season !== 'string') return season
  let message = `expected a number of steps while the cadence is not known, got "${season}"; put fillGaps before it`
  if (cadence !== undefined) {
    try {
      return stepsInSeason(season, cadence)
    } catch (error) {
      message = (error as Error).message
    }
  }
  throw new ConfigError([{ where: `${where}:`, message }])
}

/** One season or several in steps, each once; undefined if none is stated. */
export function seasonsInSteps(
  where: string,
  season: number | string | readonly (number | string)[] | undefined,
  cadence: string | undefined,
): readonly number[] | undefined {
  if (season === undefined) return undefined
  return [...new Set(listOf<number | string>(season).map((one) => seasonSteps(where, one, cadence)!))]
}
