import { ConfigError } from '../errors.ts'
import { seasonsInSteps } from '../operators/season-steps.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Settings } from './settings.ts'
import { cadenceOf } from './with-gaps-filled.ts'

/** The cadence and the seasons that a pipeline states, without its rows. */
export function statedIn(
  steps: readonly CheckedCall<StepWord>[],
  settings: Pick<Settings, 'cadence' | 'season'> | undefined,
): Pick<Context, 'cadence' | 'seasons'> {
  const cadence = cadenceOf(steps) ?? settings?.cadence
  const seasons = unlessUnknown(() => seasonsInSteps('season', settings?.season, cadence))
  return { ...(cadence === undefined ? {} : { cadence }), ...(seasons === undefined ? {} : { seasons }) }
}

/** Undefined while the cadence is not known, which the rows may show. */
export function unlessUnknown<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch (error) {
    if (error instanceof ConfigError) return undefined
    throw error
  }
}
