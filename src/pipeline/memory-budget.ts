import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { memoryNeeded, sizeText } from '../defaults/memory-needed.ts'
import { ConfigError } from '../errors.ts'
import { outcomeMemory } from '../outcomes/outcome-memory.ts'
import type { Context, StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { statedIn, unlessUnknown } from './stated-in.ts'

/** A gap is filled in one go: rough bytes of a filled observation and its forecasts. */
const filledRow = 2000

/** Half of the memory that the machine or the container has, in bytes. Most of the state is outside Node's heap. */
export function halfOfMemory(): number {
  const contained = process.constrainedMemory?.() ?? 0
  return (contained > 0 ? Math.min(contained, totalmem()) : totalmem()) / 2
}

/**
 * Bytes that a step may take if nothing else is stated: half of what the machine or the container has, and no more than
 * Node may use (`--max-old-space-size`).
 */
export function defaultMaxMemory(): number {
  return Math.min(halfOfMemory(), getHeapStatistics().heap_size_limit)
}

/**
 * Checks by estimate, before anything is built, that a run fits into memory.
 *
 * @throws ConfigError with every step that would take more, its place, how much, and what to change
 */
export function demandBudget(
  { locate }: Pipeline,
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
  maxMemory: number = defaultMaxMemory(),
): void {
  const problems = steps.flatMap(({ word, argument, path }) => {
    const need = needOf(word, argument, context)
    if (!need || need.bytes <= maxMemory) return []
    const message = `${word.name}: expected steps that need at most ${sizeText(maxMemory)} of memory, got about ${sizeText(need.bytes)} ${need.what}; ${need.cure}, or raise --max-memory`
    return [{ where: path ? locate(path) : locate([]), message }]
  })
  if (problems.length > 0) throw new ConfigError(problems)
}

/** The same as far as the pipeline alone tells, without its rows. */
export function demandKnownBudget(pipeline: Pipeline, maxMemory?: number): void {
  const { source, steps, settings } = pipeline
  const { classes, covariates, targets } = source.word.facts(source.argument)
  const context = { targets, covariates, classes, seed: settings.seed, ...statedIn(steps, settings) }
  demandBudget(pipeline, steps, context, maxMemory)
}

interface Need {
  readonly bytes: number
  readonly what: string
  readonly cure: string
}

function needOf(word: StepWord, argument: unknown, context: Context): Need | undefined {
  const gap = (argument as { readonly maxGap?: number } | undefined)?.maxGap
  if (word.name === 'fillGaps' && gap !== undefined)
    return { bytes: gap * filledRow, what: `for a gap of maxGap, ${gap} rows`, cure: 'set a smaller maxGap' }
  const asked = unlessUnknown(() => forecasterOf(word, argument, context))
  if (!asked) return undefined
  const { leads, need } = asked
  const { pending, seasonal, all } = need
  return pending > seasonal
    ? {
        bytes: all,
        what: `a series for forecasts of ${leads.length} leads that are not yet due`,
        cure: 'ask for fewer leads, such as leads: [1, 24, 168]',
      }
    : { bytes: all, what: 'a series for the values of a season', cure: 'set a shorter season, or none' }
}

/** What the forecaster of a word needs, and its leads; undefined if it has none. */
function forecasterOf(word: StepWord, argument: unknown, context: Context) {
  const outcomes = word.outcomes?.(argument, context)
  if (outcomes) return { leads: outcomes.leads, need: outcomeMemory(outcomes) }
  const options = word.forecaster?.(argument, context)
  return options && { leads: options.leads, need: memoryNeeded(options) }
}
