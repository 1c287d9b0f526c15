import type { Fields, Saveable } from '../state/fields.ts'
import { studentTwoSided } from './student-t.ts'

/** Whether one forecast is better than another. */
export interface Verdict {
  /** Below 0 if the first forecast has the smaller loss; NaN if there are too few differences, or all are equal. */
  readonly statistic: number
  /** Two-sided p-value: the probability of a statistic at least this far from 0 if neither is better; NaN likewise. */
  readonly p: number
}

/**
 * The test of Diebold & Mariano (1995) on the differences of two forecasts' losses at a lead of h steps, which overlap
 * and are thus correlated over h − 1 steps; with the small-sample correction of Harvey, Leybourne & Newbold (1997),
 * against Student's t with n − 1 degrees of freedom. It runs online and keeps 3h numbers.
 */
export class DieboldMariano implements Saveable {
  private readonly lead: number
  private count = 0
  private sum = 0
  /** Σ d(t) d(t − k), for k = 0 … h − 1. */
  private readonly products: Float64Array
  /** The first and the last h − 1 differences, which lagged means omit. */
  private first: number[] = []
  private last: number[] = []

  /** @param lead h, in steps */
  constructor(lead: number) {
    this.lead = lead
    this.products = new Float64Array(lead)
  }

  /** @param difference loss of the first forecast − loss of the second, at one time */
  add(difference: number): void {
    this.count++
    this.sum += difference
    this.products[0]! += difference * difference
    for (let k = 1; k <= Math.min(this.last.length, this.lead - 1); k++) {
      this.products[k]! += difference * this.last[this.last.length - k]!
    }
    if (this.first.length < this.lead - 1) this.first.push(difference)
    this.last.push(difference)
    if (this.last.length > this.lead - 1) this.last.shift()
  }

  state(fields: Fields): void {
    const longest = this.lead - 1
    const ends = { holds: (length: number) => length <= longest, expected: `up to ${longest} differences` }
    fields.same('lead', this.lead)
    this.count = fields.counter('count', this.count)
    this.sum = fields.number('sum', this.sum)
    fields.numbers('products', this.products)
    this.first = Array.from(fields.array('first', Float64Array.from(this.first), undefined, ends))
    this.last = Array.from(fields.array('last', Float64Array.from(this.last), undefined, ends))
  }

  get verdict(): Verdict {
    const { count: n, lead: h } = this
    if (n < 2 * h + 2) return { statistic: Number.NaN, p: Number.NaN }
    const mean = this.sum / n
    let variance = this.covariance(0, mean)
    for (let k = 1; k < h; k++) variance += 2 * this.covariance(k, mean)
    // The rectangular window can give a variance that is not positive; Bartlett's cannot (Newey & West 1987).
    if (!(variance > 0)) {
      variance = this.covariance(0, mean)
      for (let k = 1; k < h; k++) variance += 2 * (1 - k / h) * this.covariance(k, mean)
    }
    if (!(variance > 0)) return { statistic: Number.NaN, p: Number.NaN }
    const correction = Math.sqrt((n + 1 - 2 * h + (h * (h - 1)) / n) / n)
    const statistic = (correction * mean) / Math.sqrt(variance / n)
    return { statistic, p: studentTwoSided(statistic, n - 1) }
  }

  /** Autocovariance at lag k: (1/n) Σ (d(t) − m)(d(t − k) − m) over t = k … n − 1. */
  private covariance(k: number, mean: number): number {
    const n = this.count
    let left = this.sum
    let right = this.sum
    for (let i = 0; i < k; i++) {
      left -= this.first[i]!
      right -= this.last[this.last.length - 1 - i]!
    }
    return (this.products[k]! - mean * (left + right) + (n - k) * mean * mean) / n
  }
}
