import { ConfigError } from '../errors.ts'
import { stepsInSeason } from '../time/duration.ts'

/** A season as steps: a number is one already; a duration such as `1y` is counted in steps of the cadence. */
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
