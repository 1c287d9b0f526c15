import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { winkler } from './winkler.ts'

/** Position of each sum in a cell. */
const sums = {
  count: 0,
  absolute: 1,
  squared: 2,
  /** Absolute errors of a naive forecast, and of ours over the same origins. */
  persistence: 3,
  besidePersistence: 4,
  seasonal: 5,
  besideSeasonal: 6,
  /** Absolute actual values. */
  size: 7,
} as const
const beforeLevels = 8

/**
 * Position of each sum of a level: known intervals, those that held the actual value, and their widths and Winkler
 * scores.
 */
const levelSums = { intervals: 0, inside: 1, width: 2, winkler: 3 } as const
const perLevel = 4

/**
 * Sums of forecast errors, from which every metric is computed. They are kept in cells: one for each channel and lead,
 * each lead, or each row, depending on what is scored separately.
 *
 * All sums of a cell are numbers that add up, so that the cells of a running total give the sums between two rows as a
 * difference.
 */
export class ErrorSums implements Saveable {
  readonly cells: number
  readonly levels: readonly number[]
  /** Numbers a cell. */
  readonly width: number
  /** Shape [cells × width]. */
  readonly numbers: Float64Array

  /** @param levels nominal coverage of each interval */
  constructor(cells: number, levels: readonly number[]) {
    this.cells = cells
    this.levels = levels
    this.width = beforeLevels + perLevel * levels.length
    this.numbers = zeros(cells * this.width)
  }

  get(cell: number, sum: keyof typeof sums): number {
    return this.numbers[cell * this.width + sums[sum]]!
  }

  ofLevel(cell: number, level: number, sum: keyof typeof levelSums): number {
    return this.numbers[cell * this.width + beforeLevels + level * perLevel + levelSums[sum]]!
  }

  /** @param error actual − forecast, not NaN */
  add(cell: number, error: number): void {
    const at = cell * this.width
    this.numbers[at + sums.count]!++
    this.numbers[at + sums.absolute]! += Math.abs(error)
    this.numbers[at + sums.squared]! += error * error
  }

  /** Adds the actual value of an error. */
  addSize(cell: number, actual: number): void {
    this.numbers[cell * this.width + sums.size]! += Math.abs(actual)
  }

  /** Adds an error and that of persistence; nothing if the latter is NaN. */
  addPersistence(cell: number, error: number, persistence: number): void {
    if (Number.isNaN(persistence)) return
    const at = cell * this.width
    this.numbers[at + sums.besidePersistence]! += Math.abs(error)
    this.numbers[at + sums.persistence]! += Math.abs(persistence)
  }

  /** Adds an error and that of the seasonal naive forecast; nothing if the latter is NaN. */
  addSeasonal(cell: number, error: number, seasonal: number): void {
    if (Number.isNaN(seasonal)) return
    const at = cell * this.width
    this.numbers[at + sums.besideSeasonal]! += Math.abs(error)
    this.numbers[at + sums.seasonal]! += Math.abs(seasonal)
  }

  /** Counts an interval; its ends are inside. Nothing if one of the numbers is NaN. */
  addInterval(cell: number, level: number, actual: number, lower: number, upper: number): void {
    if (Number.isNaN(actual) || Number.isNaN(lower) || Number.isNaN(upper)) return
    const at = cell * this.width + beforeLevels + level * perLevel
    this.numbers[at + levelSums.intervals]!++
    if (lower <= actual && actual <= upper) this.numbers[at + levelSums.inside]!++
    this.numbers[at + levelSums.width]! += upper - lower
    this.numbers[at + levelSums.winkler]! += winkler(lower, upper, actual, this.levels[level]!)
  }

  /** The sums over the cells from `from` up to but not including `to`, as a set of one cell. */
  total(from: number, to: number): ErrorSums {
    const total = new ErrorSums(1, this.levels)
    for (let i = from * this.width; i < to * this.width; i++) total.numbers[i % this.width]! += this.numbers[i]!
    return total
  }

  /** Makes a cell equal to another. */
  copy(from: number, to: number): void {
    this.numbers.copyWithin(to * this.width, from * this.width, (from + 1) * this.width)
  }

  /** Sets the first cell to the difference of two cells of running totals. */
  between(totals: ErrorSums, from: number, to: number): void {
    const { numbers, width } = totals
    for (let i = 0; i < width; i++) this.numbers[i] = numbers[to * width + i]! - numbers[from * width + i]!
  }

  clear(): void {
    this.numbers.fill(0)
  }

  state(fields: Fields): void {
    fields.same('levels', this.levels)
    fields.numbers('numbers', this.numbers)
  }
}
