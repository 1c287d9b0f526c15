import { type Condition, type Fields, finite, type Saveable } from '../state/fields.ts'

/** Rows of numbers, as many as are asked for, zero at first. */
export class Rows implements Saveable {
  /** Shape [rows × width]; another array when there are more rows. */
  private numbers = new Float64Array(0)
  readonly width: number
  private readonly condition: Condition

  constructor(width: number, condition: Condition = finite) {
    this.width = width
    this.condition = condition
  }

  /** A view of a row, which is there from then on; it is outdated when another row is new. */
  row(row: number): Float64Array {
    const at = row * this.width
    if (at + this.width > this.numbers.length) {
      const grown = new Float64Array(Math.max(at + this.width, this.width * Math.ceil(1.5 * (row + 32))))
      grown.set(this.numbers)
      this.numbers = grown
    }
    return this.numbers.subarray(at, at + this.width)
  }

  state(fields: Fields): void {
    const { width } = this
    const wholeRows = { holds: (length: number) => length % width === 0, expected: `whole rows of ${width} numbers` }
    this.numbers = fields.array('numbers', this.numbers, this.condition, wholeRows)
  }
}
