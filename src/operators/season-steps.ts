import { ConfigError } from '../errors.ts'
import { stepsInSeason } from '../time/duration.ts'

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
