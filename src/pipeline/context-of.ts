import { seasonsInSteps } from '../operators/season-steps.ts'
import { steps as words } from '../operators/steps.ts'
import type { Source } from '../sources/source.ts'
import { guessCadence } from '../time/guess-cadence.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Settings } from './settings.ts'
import { cadenceOf, withGapsFilled } from './with-gaps-filled.ts'

/** What the steps of a pipeline know of its source, and all of its steps. */
export interface StepsInContext {
  readonly context: Context
  /** With `fillGaps` if the cadence is steady. */
  readonly steps: readonly CheckedCall<StepWord>[]
  /** True if the cadence was guessed from the first rows. */
  readonly guessed: boolean
}

/** Enough to recognise a cadence despite gaps, months and weekends. */
const peekedRows = 500

/**
 * The defaults of the steps that follow from their source; the cadence is guessed from the first rows if it is not
 * stated. Browser-safe.
 *
 * @param guessedBefore the cadence that an earlier run of the same pipeline has guessed
 * @throws DataError if the source cannot be read at all
 */
export async function contextOf(
  source: Source,
  steps: readonly CheckedCall<StepWord>[],
  settings: Pick<Settings, 'cadence' | 'season' | 'seed'>,
  guessedBefore?: string,
): Promise<StepsInContext> {
  const stated = cadenceOf(steps) ?? settings.cadence
  const seen = stated ?? guessedBefore ?? (await guessedCadence(source))
  // Windows that have no rows, such as weekends, may show a cadence of their own.
  const cadence = seen ?? source.cadence
  const seasons = seasonsInSteps('season', settings.season, cadence)
  const context = {
    targets: source.targets,
    covariates: source.covariates,
    ...(source.classes ? { classes: source.classes } : {}),
    ...(source.known?.length ? { known: source.known } : {}),
    ...(source.offered?.length ? { offered: source.offered } : {}),
    ...(cadence === undefined ? {} : { cadence }),
    ...(seasons === undefined ? {} : { seasons }),
    seed: settings.seed,
  }
  return {
    context,
    steps: withGapsFilled(steps, words, cadence),
    guessed: stated === undefined && seen !== undefined,
  }
}

async function guessedCadence(source: Source): Promise<string | undefined> {
  const first = await source.peek(peekedRows)
  return first && guessCadence(first.map(({ time }) => time)).cadence
}
