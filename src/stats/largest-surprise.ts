import type { Fields, Saveable } from '../state/fields.ts'

/** Values over which the largest surprise is remembered, at least: it is the largest of one or two such blocks. */
const blockRows = 200
const firstBlockRows = 60
/** A surprise is ordinary that is not larger than any before by this factor: a quiet stretch ends like that. */
const ratioOfEver = 1.2

/** The largest surprise by the values of a series, lately and ever. */
export class LargestSurprise implements Saveable {
  readonly #blockRows: number
  private count = 0
  /** Of this block and of the one before. */
  private largest = 0
  private before = 0
  /** Without the first block, in which little was known to expect. */
  private ever = 0
  private blockEnd: number

  /** @param season in steps; 1 for none */
  constructor(season: number) {
    this.#blockRows = Math.max(blockRows, 2 * season)
    this.blockEnd = Math.max(firstBlockRows, 2 * season)
  }

  /** @returns the size that a surprise must exceed to be `ratio` times the largest lately, and larger than any before */
  limit(ratio: number): number {
    return Math.max(ratio * Math.max(this.largest, this.before), ratioOfEver * this.ever)
  }

  learn(surprise: number): void {
    this.largest = Math.max(this.largest, surprise)
    if (this.before > 0) this.ever = Math.max(this.ever, surprise)
    if (++this.count < this.blockEnd) return
    this.blockEnd = this.count + this.#blockRows
    this.before = this.largest
    this.largest = 0
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.largest = fields.number('largest', this.largest)
    this.before = fields.number('before', this.before)
    this.ever = fields.number('ever', this.ever)
    this.blockEnd = fields.counter('blockEnd', this.blockEnd)
  }
}
