import { Comparison } from '../comparison/comparison.ts'
import type { ComparisonResult } from '../comparison/comparison-result.ts'
import { meanRanks } from '../comparison/mean-ranks.ts'
import type { Matched } from '../comparison/other-forecasts.ts'
import { OutcomeComparison } from '../comparison/outcome-comparison.ts'
import { pooledResults } from '../comparison/pooled-results.ts'
import { memoryNeeded } from '../defaults/memory-needed.ts'
import { ConfigError, DataError } from '../errors.ts'
import { chain } from '../operators/chain.ts'
import { stateful } from '../operators/stateful.ts'
import { groupsOf } from '../outcomes/outcome.ts'
import { outcomeMemory } from '../outcomes/outcome-memory.ts'
import { host } from '../run/host.ts'
import type { Progress } from '../run/run.ts'
import { Session } from '../run/session.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { chainOf } from './chain.ts'
import { inPlace } from './in-place.ts'
import type { Pipeline } from './pipeline.ts'
import { readForecasts } from './read-forecasts.ts'
import { SeriesGroups } from './series-groups.ts'
import { type Overrides, survey } from './survey.ts'

/** Options of `comparePipeline`. */
export interface CompareOptions extends Overrides {
  /** Aborted to stop reading; the result covers the rows read until then. */
  readonly stop?: AbortSignal
  /** A CSV file with the forecasts of another system, to be scored beside them, on what both have forecast. */
  readonly with?: string | undefined
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
  { stop, onProgress, with: path, ...overrides }: CompareOptions,
): Promise<ComparisonResult> {
  const { source, strict, maxMemory, context, steps } = await survey(pipeline, overrides)
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
  const { targets } = source
  const { where = {} } = pipeline.source.argument as { readonly where?: Readonly<Record<string, unknown>> }
  const chosen = Object.values(where).flat().join('/')
  const channels = word.channels?.(argument, context)?.names ?? targets
  const forecasts = path === undefined ? undefined : await readForecasts(path, channels)
  const others = forecasts && { forecasts, targets: channels, chosen }
  let comparisons: {
    readonly key: readonly string[] | undefined
    readonly comparison: Comparison | OutcomeComparison
  }[] = []
  let last: Forecast | undefined
  const compare = stateful<Observation, Forecast>((emit, within) => {
    let comparison: Comparison | OutcomeComparison | undefined
    let bytes: number | undefined
    const begin = (observation: Observation) => {
      const { key } = observation
      const outcomes = word.outcomes?.(argument, context, observation)
      if (outcomes) {
        bytes = outcomeMemory(outcomes).all
        const begun = new OutcomeComparison(outcomes, {
          groups: groupsOf(outcomes.outcomes),
          from: scoring?.from,
          others,
        })
        comparisons.push({ key, comparison: begun })
        return begun
      }
      const forecaster = word.forecaster!(argument, context, observation)
      bytes = memoryNeeded(forecaster).all
      const begun = new Comparison({
        forecaster,
        shared: within?.shared?.of(within.key),
        from: scoring?.from,
        standardizeBy: scoring?.standardizeBy,
        others,
      })
      comparisons.push({ key, comparison: begun })
      return begun
    }
    return {
      next(observation) {
        comparison ??= begin(observation)
        last = comparison.observe(observation)
        emit(last)
      },
      memory: () => bytes,
      close: () => comparison?.dispose(),
      state: (fields) => comparison?.state(fields),
    }
  })
  const results: SeriesResult[] = []
  const failures: DataError[] = []
  const { shards, weights } = pipeline.settings
  const groups = new SeriesGroups(source, {
    most: canReadAgain(pipeline) && weights === 'own' ? atOnce : Number.POSITIVE_INFINITY,
    // Series that share weights are compared together.
    shards: canReadAgain(pipeline) && weights === 'shared' ? shards : 1,
  })
  let passes = 0
  for (; groups.left && !stop?.aborted; passes++) {
    comparisons = []
    const group = groups.next()
    const session = new Session({
      input: source.name,
      by: source.by,
      series: { shards, weights, maxMemory },
      targets,
      operators(ledger) {
        const before = chainOf<Observation>(steps.slice(0, at), context, ledger)
        return word.ahead ? chain(before, word.ahead(argument, context), compare) : chain(before, compare)
      },
      strict,
      stop,
    })
    try {
      const { failure } = await host(session, group, {
        onProgress: ({ fraction }) => {
          const { fractionDone, fractionOfGroup } = groups
          const whole = fraction === undefined ? undefined : fractionDone + fraction * fractionOfGroup
          onProgress?.({ rows: session.ledger.rows, fraction: whole })
        },
      })
      if (failure) failures.push(failure)
      else if (comparisons.length === 0) failures.push(session.noForecast)
      if (strict && failure) throw failure
      results.push(...comparisons.map(({ comparison, key = [] }) => ({ key, ...comparison.result })))
    } finally {
      await session.close()
    }
  }
  // One group of many can have no numbers at all.
  if (failures.length === passes && failures[0]) throw failures[0]
  const { key: _, ...only } = results[0]!
  const found = forecasts && { others: forecasts.matched }
  if (found?.others.matched === 0) throw noneMatch(found.others, last, channels)
  return { ...((source.by ?? []).length > 0 ? overResults(results) : only), ...found }
}

type SeriesResult = ComparisonResult & { readonly key: readonly string[] }

/** Series in memory at once; each takes about 2 MB. */
const atOnce = 256

/** Whether the same rows come again if the source is opened again. */
function canReadAgain({ source: { word, argument } }: Pipeline): boolean {
  const { files, live } = word.facts(argument)
  return !live && files.length > 0
}

/** Added up in the order of keys, so that the sums do not depend on the order of the series. */
function overResults(keyed: readonly SeriesResult[]): ComparisonResult {
  const sorted = keyed.map((one) => ({ text: keyText(one.key), one })).sort((a, b) => (a.text < b.text ? -1 : 1))
  const all = sorted.map(({ one }) => one)
  return { ...pooledResults(all), ranks: meanRanks(all), keyed }
}

/** The error for forecasts of which none is for a series, origin and time of ours: one of each side. */
function noneMatch({ file, forecasts, first }: Matched, last: Forecast | undefined, targets: readonly string[]) {
  const said = (series: string, origin: number, time: number) =>
    `"${series}" from ${formatTimestamp(origin)} for ${formatTimestamp(time)}`
  const theirs = first ? `, the first of them ${said(first.series, first.origin, first.time)}` : ''
  const [series] = targets
  const ours = last ? `, the last of ours ${said(series!, last.origin, last.times[0]!)}` : ''
  return new DataError(
    `${file}: expected forecasts of the same series, origins and times as ours, got none among ${forecasts}${theirs}${ours}; write their times as those of the input`,
  )
}
