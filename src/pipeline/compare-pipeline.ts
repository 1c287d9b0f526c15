import { map, pipe } from 'rxjs'
import { Comparison, type ComparisonResult } from '../comparison/comparison.ts'
import { ConfigError } from '../errors.ts'
import { host } from '../run/host.ts'
import type { Progress } from '../run/run.ts'
import { Session } from '../run/session.ts'
import type { Observation } from '../series/observation.ts'
import { chainOf } from './chain.ts'
import { inPlace } from './in-place.ts'
import type { Pipeline } from './pipeline.ts'
import { type Overrides, survey } from './survey.ts'

/** Options of `comparePipeline`. */
export interface CompareOptions extends Overrides {
  /** Aborted to stop reading; the result covers the rows read until then. */
  readonly stop?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Sends a pipeline's rows through its forecaster, each of its experts alone and the naive forecasts, and scores all of
 * them on the same origins.
 *
 * @returns the scores of each, with tests of the differences
 * @throws ConfigError if the pipeline has no `forecast`; DataError if the data cannot be used, or holds nothing to
 * score
 */
export async function comparePipeline(pipeline: Pipeline, options: CompareOptions = {}): Promise<ComparisonResult> {
  try {
    return await compared(pipeline, options)
  } catch (error) {
    throw inPlace(error, pipeline)
  }
}

async function compared(
  pipeline: Pipeline,
  { stop, onProgress, ...overrides }: CompareOptions,
): Promise<ComparisonResult> {
  const { by = [] } = pipeline.source.word.facts(pipeline.source.argument)
  if (by.length > 0) {
    const where = by.map((name) => `${name}: ...`).join(', ')
    const message = `expected one series, got ${by.join(', ')}; leave by out and choose a series with where: { ${where} }`
    throw new ConfigError([{ where: `${pipeline.source.word.name}.by:`, message }])
  }
  const { source, strict, context, steps } = await survey(pipeline, overrides)
  const at = steps.findIndex(({ word }) => word.forecaster)
  const { word, argument } = steps[at] ?? {}
  if (!word?.forecaster) {
    const got = steps.map(({ word }) => word.name).join(', ')
    throw new ConfigError([
      {
        where: 'steps:',
        message: `expected "forecast", whose experts are compared, got ${got}; put it in their place`,
      },
    ])
  }
  const scoring = steps.map(({ word, argument }) => word.scoring?.(argument)).find((one) => one !== undefined)
  let comparison: Comparison | undefined
  const compare = map((observation: Observation) => {
    comparison ??= new Comparison({
      forecaster: word.forecaster!(argument, context, observation),
      from: scoring?.from,
      standardizeBy: scoring?.standardizeBy,
    })
    return comparison.observe(observation)
  })
  const session = new Session({
    input: source.name,
    operators: (ledger) => pipe(chainOf<Observation>(steps.slice(0, at), context, ledger), compare),
    strict,
    stop,
  })
  try {
    const { failure } = await host(session, source, {
      onProgress: ({ fraction }) => onProgress?.({ rows: session.ledger.rows, fraction }),
    })
    if (failure) throw failure
    if (!comparison) throw session.noForecast
    return comparison.result
  } finally {
    comparison?.dispose()
    session.close()
  }
}
