import { seasonSteps } from '../operators/season-steps.ts'
import { placeIn } from '../sources/place-in.ts'
import type { Source } from '../sources/source.ts'
import { guessCadence } from '../time/guess-cadence.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { registry } from './registry.ts'
import { cadenceOf, withGapsFilled } from './with-gaps-filled.ts'

/** Settings that override those of the pipeline. */
export interface Overrides {
  readonly seed?: number | undefined
  readonly strict?: boolean | undefined
}

/** A pipeline before its first row: its source, the defaults of its words, and all of its steps. */
export interface Survey {
  readonly source: Source
  /** Ends the run at the first row that cannot be used. */
  readonly strict: boolean
  readonly context: Context
  /** With `fillGaps` if the cadence is steady. */
  readonly steps: readonly CheckedCall<StepWord>[]
  /** True if the cadence was guessed from the first rows. */
  readonly guessed: boolean
}

/** Enough to recognise a cadence despite gaps, months and weekends. */
const peekedRows = 500

/**
 * Builds a pipeline's source, and guesses the cadence from the first rows if the pipeline does not set it. Nothing
 * stays open.
 *
 * @throws ConfigError, or DataError if the source cannot be read at all
 */
export async function survey(pipeline: Pipeline, overrides: Overrides = {}): Promise<Survey> {
  const { folder, settings } = pipeline
  const { seed = settings.seed, strict = settings.strict } = overrides
  const source = pipeline.source.word.build(pipeline.source.argument, placeIn(folder, strict))
  const stated = cadenceOf(pipeline.steps) ?? settings.cadence
  const cadence = stated ?? (await guessedCadence(source))
  const season = seasonSteps('season', settings.season, cadence)
  const context = {
    targets: source.targets,
    covariates: source.covariates,
    ...(cadence === undefined ? {} : { cadence }),
    ...(season === undefined ? {} : { season }),
    seed,
  }
  return {
    source,
    strict,
    context,
    steps: withGapsFilled(pipeline.steps, registry.steps, cadence),
    guessed: stated === undefined && cadence !== undefined,
  }
}

async function guessedCadence(source: Source): Promise<string | undefined> {
  const first = await source.peek(peekedRows)
  return first && guessCadence(first.map(({ time }) => time)).cadence
}
