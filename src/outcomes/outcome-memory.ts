import type { MemoryNeed } from '../defaults/memory-needed.ts'
import { memoryNeeded } from '../lstm/memory-needed.ts'
import { replayRows } from '../lstm/options.ts'
import { selectExperts } from './chosen-experts.ts'
import { channelsOf, labelsOf, type Outcome } from './outcome.ts'
import type { OutcomeForecasterOptions } from './outcome-forecaster-options.ts'
import { usualHidden } from './outcome-lstm.ts'

/** Numbers that the regression of the value keeps of an origin and lead, without columns known ahead. */
const keptByThreshold = 19
/** Inputs of an LSTM: of the value and the calendar; of each channel's labels and base. */
const usualInputs = 16
const channelInputs = 8
/** Scores of a channel and lead, most of them bins. */
const scored = 120
/** Matrices and scales of the regressions of one outcome, in numbers, which neither leads nor columns change. */
const small = 600

/** What an outcome needs, as counts of numbers. */
interface Sizes {
  readonly outcome: Outcome
  readonly mixed: number
  readonly names: readonly string[]
}

const sizesOf = (options: OutcomeForecasterOptions): Sizes[] =>
  selectExperts(options).map(({ mixed, recipes }, k) => ({
    outcome: options.outcomes[k]!,
    mixed: mixed.length,
    names: recipes.map(({ name }) => name),
  }))

/**
 * Bytes that the state of the outcomes of one series takes once the longest lead has come due, as measured, that of their
 * scores included.
 */
export function outcomeMemory(options: OutcomeForecasterOptions): MemoryNeed {
  const { channels: targets, covariates = 0, hidden = usualHidden, known = 0, leads, memory = replayRows } = options
  const columns = targets + covariates
  const slots = leads.at(-1)!
  const sets = leads.reduce((sum, lead) => sum + lead, 0)
  let pending = 0
  let rest = 0
  for (const { mixed, names, outcome } of sizesOf(options)) {
    const channels = channelsOf(outcome)
    const labels = labelsOf(outcome)
    const cells = leads.length * channels
    const count = (kind: string) => names.filter((name) => name.startsWith(kind)).length
    const inputs = usualInputs + channelInputs * channels + 2 * (columns - 1)
    const shape = { inputs, hidden, layers: 1, outputs: cells, targets: leads.length, channels: 1, base: true }
    const storeRows = Math.max(memory, 2 * slots + 16)
    const network = memoryNeeded({ ...shape, window: 8, windows: 3, members: 1, storeRows })
    const regressions = count('logistic(labels)') + count('logistic(values)')
    const width = channels * 8 + 2 * columns
    const kept =
      cells * (mixed + 6 + regressions) +
      leads.length * (count('markov') + count('seasonRate') + count('logistic(forecast)') * (keptByThreshold + known))
    pending += 8 * (slots * kept + (mixed + 4) * sets)
    rest +=
      8 * (regressions * (width * (cells + width / 2 + 2 * slots) + small) + cells * scored) +
      8 * leads.length * ((mixed + 2) * (mixed / 2 + 3) + 24 * labels * count('seasonRate')) +
      8 * count('logistic(forecast)') * leads.length * (8 + known) * (4 + known / 2) +
      count('lstm') * (network.weights + network.states + network.rows)
  }
  return { pending, seasonal: 0, all: pending + rest }
}

/**
 * A lower limit of the bytes of the state: the limits and the probabilities of forecasts not yet due, and the matrix of the
 * regression on all columns.
 */
export function leastOutcomeBytes(options: OutcomeForecasterOptions): number {
  const { channels: targets, covariates = 0, leads } = options
  const inputs = 2 * (targets + covariates - 1)
  let numbers = 0
  for (const { mixed, names, outcome } of sizesOf(options)) {
    numbers += leads.at(-1)! * (1 + leads.length * channelsOf(outcome) * mixed)
    if (names.includes('logistic(values)')) numbers += (inputs * (inputs + 1)) / 2
  }
  return 8 * numbers
}
