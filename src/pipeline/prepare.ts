import { resolve } from 'node:path'
import { type OperatorFunction, pipe } from 'rxjs'
import { fillGapsWord } from '../operators/fill-gaps.ts'
import { inOrderWord } from '../operators/in-order.ts'
import { seasonSteps } from '../operators/season-steps.ts'
import { guessCadence } from '../series/guess-cadence.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import type { Source } from '../sources/source.ts'
import type { Context, StepWord } from '../word.ts'
import { type CheckedCall, flowCall } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import type { Plan, SinkRecipe } from './plan.ts'

/** What the command line may say in place of the pipeline. */
export interface Overrides {
  readonly seed?: number | undefined
  readonly strict?: boolean | undefined
}

/** Enough for a cadence to show through gaps, months and weekends. */
const peekedRows = 500

/**
 * Builds a pipeline's parts, looks at the first rows for what it does not say, and puts `fillGaps` in where the cadence is steady. Nothing
 * stays open.
 *
 * @throws ConfigError, DataError where the source cannot be read at all.
 */
export async function prepare(pipeline: Pipeline, { seed, strict }: Overrides = {}): Promise<Plan> {
  const { name, folder, settings } = pipeline
  const place = { resolve: (path: string) => resolve(folder, path), strict: strict ?? settings.strict }
  const source: Source = pipeline.source.word.build(pipeline.source.argument, place)

  const told = cadenceTold(pipeline)
  const cadence = told ?? (await cadenceSeen(source))
  const season = seasonSteps('season', settings.season, cadence)
  const steps = withGapsFilled(pipeline, cadence)
  const added = steps.filter(({ path }) => path === undefined).map(flowCall)
  const ledger = new Ledger()
  const context: Context = {
    targets: source.targets,
    covariates: source.covariates,
    ...(cadence === undefined ? {} : { cadence }),
    ...(season === undefined ? {} : { season }),
    seed: seed ?? settings.seed,
    ledger,
  }
  const built = steps.map(({ word, argument }) => word.build(argument, context))
  // The stages were checked when the pipeline was: what the types cannot know, `arrange` does.
  const operators = pipe(...(built as [OperatorFunction<Observation, Scored>]))
  const sinks = pipeline.sinks.map(
    ({ word, argument }): SinkRecipe =>
      (place) =>
        word.build(argument, place),
  )
  const notes = told === undefined && cadence !== undefined ? [`cadence ${cadence}, as the first rows show`] : []
  return { name, source: () => source, ledger, operators, sinks, folder, cadence, season, added, notes }
}

function cadenceTold({ steps, settings }: Pipeline): string | undefined {
  const argument = steps.find(({ word }) => word === fillGapsWord)?.argument as string | { cadence: string } | undefined
  return (typeof argument === 'object' ? argument.cadence : argument) ?? settings.cadence
}

async function cadenceSeen(source: Source): Promise<string | undefined> {
  const first = await source.peek(peekedRows)
  return first && guessCadence(first.map(({ time }) => time))
}

function withGapsFilled({ steps }: Pipeline, cadence: string | undefined): readonly CheckedCall<StepWord>[] {
  // Trading days rest on holidays that nobody has listed: those are no gaps, and the next step is the next trading day.
  if (cadence === undefined || cadence.endsWith('bd')) return steps
  if (steps.some(({ word }) => word === fillGapsWord)) return steps
  const at = steps.findIndex(({ word }) => word === inOrderWord) + 1
  return [...steps.slice(0, at), { word: fillGapsWord, argument: cadence }, ...steps.slice(at)]
}
