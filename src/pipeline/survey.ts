import { resolve } from 'node:path'
import { fillGapsWord } from '../operators/fill-gaps.ts'
import { seasonSteps } from '../operators/season-steps.ts'
import { Ledger } from '../series/ledger.ts'
import type { Source } from '../sources/source.ts'
import { guessCadence } from '../time/guess-cadence.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { withGapsFilled } from './with-gaps-filled.ts'

/** What the command line may say in place of the pipeline. */
export interface Overrides {
  readonly seed?: number | undefined
  readonly strict?: boolean | undefined
}

/** What there is to know about a pipeline before its first row: its source, what its words fall back on, and all of its steps. */
export interface Survey {
  readonly source: Source
  readonly context: Context
  /** `fillGaps` put in where the cadence is steady. */
  readonly steps: readonly CheckedCall<StepWord>[]
  /** True where the cadence is what the first rows show. */
  readonly guessed: boolean
}

/** Enough for a cadence to show through gaps, months and weekends. */
const peekedRows = 500

/**
 * Builds a pipeline's source and looks at its first rows for what the pipeline does not say. Nothing stays open.
 *
 * @throws ConfigError, DataError where the source cannot be read at all.
 */
export async function survey(pipeline: Pipeline, { seed, strict }: Overrides = {}): Promise<Survey> {
  const { folder, settings } = pipeline
  const place = { resolve: (path: string) => resolve(folder, path), strict: strict ?? settings.strict }
  const source: Source = pipeline.source.word.build(pipeline.source.argument, place)
  const told = cadenceTold(pipeline)
  const cadence = told ?? (await cadenceSeen(source))
  const season = seasonSteps('season', settings.season, cadence)
  const context = {
    targets: source.targets,
    covariates: source.covariates,
    ...(cadence === undefined ? {} : { cadence }),
    ...(season === undefined ? {} : { season }),
    seed: seed ?? settings.seed,
    ledger: new Ledger(),
  }
  return {
    source,
    context,
    steps: withGapsFilled(pipeline.steps, cadence),
    guessed: told === undefined && cadence !== undefined,
  }
}

function cadenceTold({ steps, settings }: Pipeline): string | undefined {
  const argument = steps.find(({ word }) => word === fillGapsWord)?.argument as string | { cadence: string } | undefined
  return (typeof argument === 'object' ? argument.cadence : argument) ?? settings.cadence
}

async function cadenceSeen(source: Source): Promise<string | undefined> {
  const first = await source.peek(peekedRows)
  return first && guessCadence(first.map(({ time }) => time))
}
