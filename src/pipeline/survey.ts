import { placeIn } from '../sources/place-in.ts'
import type { Source } from '../sources/source.ts'
import { contextOf, type StepsInContext } from './context-of.ts'
import { holidaysOf } from './holidays-of.ts'
import { demandBudget, halfOfMemory } from './memory-budget.ts'
import type { Pipeline } from './pipeline.ts'

/** Settings that override those of the pipeline. */
export interface Overrides {
  readonly seed?: number | undefined
  readonly strict?: boolean | undefined
  /**
   * Bytes of memory that a step may need, and those of all series together. Default: half of the machine's, of a step at
   * most what Node may use.
   */
  readonly maxMemory?: number | undefined
  /** Threads that forecast several series. */
  readonly threads?: number | undefined
  /** Series in memory at once. */
  readonly maxActive?: number | undefined
  /** The cadence of an earlier run, taken instead of a guess if the pipeline states none. */
  readonly cadence?: string | undefined
}

/** A pipeline before its first row: its source, the defaults of its words, and all of its steps. */
export interface Survey extends StepsInContext {
  readonly source: Source
  /** Ends the run at the first row that cannot be used. */
  readonly strict: boolean
  /** Bytes that all series may need, by estimate. */
  readonly maxMemory: number
}

/**
 * Builds a pipeline's source, and guesses the cadence from the first rows if the pipeline does not set it. Nothing
 * stays open.
 *
 * @throws ConfigError, or DataError if the source cannot be read at all
 */
export async function survey(pipeline: Pipeline, overrides: Overrides = {}): Promise<Survey> {
  const { folder, settings } = pipeline
  const { seed = settings.seed, strict = settings.strict } = overrides
  const { argument, word } = pipeline.source
  const source = word.build(argument, { ...placeIn(folder, strict, pipeline.expand), hide: pipeline.hide })
  const found = await contextOf(source, pipeline.steps, { ...settings, seed }, overrides.cadence)
  const holidays = await holidaysOf(pipeline)
  // They are a column like those in its rows.
  const known = holidays && { known: [...(found.context.known ?? []), 'holiday'], holidays }
  const context = { ...found.context, ...known }
  demandBudget(pipeline, found.steps, context, overrides.maxMemory)
  return { source, strict, maxMemory: overrides.maxMemory ?? halfOfMemory(), ...found, context }
}
