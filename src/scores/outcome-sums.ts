import { type Fields, finite, type Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { log } from '../stats/elementary.ts'
import { brier } from './outcome-losses.ts'

/** Bins of equal width for reliability. */
export const reliabilityBins = 10
/** Numbers a bin: forecasts, and the sums of their probabilities and labels. */
export const perBin = 3
/** Bins of the logit for the AUC, from −8 to 8: of probabilities that share a bin, half of the pairs count. */
const ranks = 40
const largest = 8

/** Position of each sum in a cell. */
const sums = { count: 0, happened: 1, brier: 2, baseBrier: 3, logLoss: 4, baseLogLoss: 5 } as const
const beforeBins = 6
const beforeRanks = beforeBins + reliabilityBins * perBin
const width = beforeRanks + 2 * ranks

/** What a scored probability adds besides its squared error: its log loss, and the same of the base rate. */
export interface OutcomeLosses {
  readonly logLoss: number
  readonly baseLogLoss: number
}

/** Sums of the errors of probabilities, in cells, from which every score of an outcome is computed. */
export class OutcomeSums implements Saveable {
  /** Shape [cells × width]. */
  private readonly numbers: Float64Array

  /** @param numbers sums that are stored, as many as there are; zeros by default */
  constructor(cells: number, numbers: Float64Array = zeros(cells * width)) {
    this.numbers = numbers
  }

  /** Numbers of this many cells. */
  static lengthOf(cells: number): number {
    return cells * width
  }

  /** @param base the probability that the base rate gave */
  add(cell: number, probability: number, base: number, label: number, losses: OutcomeLosses): void {
    const { numbers } = this
    const at = cell * width
    numbers[at + sums.count]! += 1
    numbers[at + sums.happened]! += label
    numbers[at + sums.brier]! += brier(probability, label)
    numbers[at + sums.baseBrier]! += brier(base, label)
    numbers[at + sums.logLoss]! += losses.logLoss
    numbers[at + sums.baseLogLoss]! += losses.baseLogLoss
    const bin = at + beforeBins + perBin * binOf(probability, reliabilityBins)
    numbers[bin]! += 1
    numbers[bin + 1]! += probability
    numbers[bin + 2]! += label
    numbers[at + beforeRanks + 2 * rankOf(probability) + label]! += 1
  }

  get(cell: number, sum: keyof typeof sums): number {
    return this.numbers[cell * width + sums[sum]]!
  }

  /** The mean of a sum; NaN before the first. */
  mean(cell: number, sum: keyof typeof sums): number {
    return this.get(cell, sum) / this.get(cell, 'count')
  }

  /**
   * The share of pairs, one that happened and one that did not, of which the first had the larger probability (the area
   * under the ROC curve, Hanley & McNeil 1982); NaN before there is a pair.
   */
  auc(cell: number): number {
    const at = cell * width + beforeRanks
    let below = 0
    let ordered = 0
    let happened = 0
    for (let rank = 0; rank < ranks; rank++) {
      const [not, did] = [this.numbers[at + 2 * rank]!, this.numbers[at + 2 * rank + 1]!]
      ordered += did * (below + not / 2)
      below += not
      happened += did
    }
    return ordered / (below * happened)
  }

  /** The reliability bins of a cell, shape [bins × 3]: forecasts, and the sums of their probabilities and labels. */
  bins(cell: number): Float64Array {
    const at = cell * width + beforeBins
    return this.numbers.subarray(at, at + reliabilityBins * perBin)
  }

  state(fields: Fields): void {
    fields.numbers('numbers', this.numbers, finite)
  }
}

const binOf = (share: number, bins: number) => Math.min(bins - 1, Math.max(0, Math.floor(share * bins)))

function rankOf(probability: number): number {
  if (!(probability > 0)) return 0
  if (!(probability < 1)) return ranks - 1
  return binOf((log(probability / (1 - probability)) + largest) / (2 * largest), ranks)
}
