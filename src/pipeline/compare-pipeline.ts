import { Readable } from 'node:stream'
import { pipeline as stream } from 'node:stream/promises'
import { type OperatorFunction, pipe, tap } from 'rxjs'
import { Comparison, type ComparisonResult } from '../forecaster/comparison.ts'
import { forecastWord } from '../operators/forecast.ts'
import { scoreWord } from '../operators/score.ts'
import { shapeOf } from '../operators/shape.ts'
import { fromOf } from '../scores/from.ts'
import { ConfigError, DataError } from '../series/errors.ts'
import type { Observation } from '../series/observation.ts'
import { throughOperators } from '../streams/through-operators.ts'
import { forecasterOf } from './forecaster-of.ts'
import { inPlace } from './in-place.ts'
import { paced } from './paced.ts'
import type { Pipeline } from './pipeline.ts'
import type { Progress } from './run.ts'
import { type Overrides, survey } from './survey.ts'
import { untilStopped } from './until-stopped.ts'

/** Options of `comparePipeline`. */
export interface CompareOptions extends Overrides {
  /** Aborted, reading ends; the table is that of the rows until there. */
  readonly stop?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

/**
 * Sends a pipeline's rows through its forecaster, each of its experts alone and the naive forecasts, all scored on the same origins.
 *
 * @throws ConfigError where the pipeline has no `forecast`; DataError where the data cannot be used, or holds nothing to score.
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
  { stop = new AbortController().signal, onProgress, ...overrides }: CompareOptions,
): Promise<ComparisonResult> {
  const { source, context, steps } = await survey(pipeline, overrides)
  const at = steps.findIndex(({ word }) => word === forecastWord)
  if (at < 0) {
    const got = steps.map(({ word }) => word.name).join(', ')
    throw new ConfigError([
      {
        where: 'steps:',
        message: `expected "forecast", whose experts are compared, got ${got}; put it in their place`,
      },
    ])
  }
  const before = steps.slice(0, at).map(({ word, argument }) => word.build(argument, context))
  const scoring = steps.find(({ word }) => word === scoreWord)?.argument as ScoreArgument | undefined
  let comparison: Comparison | undefined
  const compare = tap<Observation>((observation) => {
    comparison ??= new Comparison({
      forecaster: forecasterOf(steps[at]!.argument, context, shapeOf(observation)),
      from: fromOf(scoring?.from),
      standardizeBy: scoring?.standardizeBy,
    })
    comparison.observe(observation)
  })

  const { ledger } = context
  const reading = source.open(ledger, stop)
  await stream(
    Readable.from(paced(untilStopped(reading.batches, stop), Number.POSITIVE_INFINITY, stop), { highWaterMark: 1 }),
    throughOperators(pipe(...([...before, compare] as [OperatorFunction<Observation, Observation>]))),
    async (batches: AsyncIterable<unknown>) => {
      for await (const _ of batches) {
        const { bytesRead, bytesTotal } = reading
        onProgress?.({ rows: ledger.rows, bytesRead, bytesTotal })
      }
    },
  )
  if (reading.failure) throw reading.failure
  if (!comparison) throw new DataError(`${source.path}: expected rows to compare on, got none that could be used`)
  return comparison.result
}

interface ScoreArgument {
  readonly from?: number | string
  readonly standardizeBy?: number
}
