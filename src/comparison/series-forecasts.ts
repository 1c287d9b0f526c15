/** Where a forecast of another system is. */
export interface Place {
  readonly origin: number
  readonly time: number
  /** Number of its row in the file. */
  readonly row: number
}

/** Origin, time and row, before the numbers of a forecast. */
const beforeNumbers = 3

/** The forecasts of another system for one series, in one array: files of them have millions of rows. */
export class SeriesForecasts {
  private readonly width: number
  private numbers: Float64Array
  private rows = 0
  /** Rows in order of origin and time, the last of equal ones only; undefined while they are added. */
  private order: Uint32Array | undefined
  private wasTaken = new Uint8Array(0)
  /** Forecasts that were taken. */
  taken = 0

  /** @param numbers of a forecast */
  constructor(numbers: number) {
    this.width = beforeNumbers + numbers
    this.numbers = new Float64Array(16 * this.width)
  }

  /** Adds a forecast. If there is one for the same origin and time, it is replaced. */
  add(origin: number, time: number, row: number, numbers: readonly number[]): void {
    const at = this.rows * this.width
    if (at === this.numbers.length) {
      const larger = new Float64Array(2 * at)
      larger.set(this.numbers)
      this.numbers = larger
    }
    this.numbers[at] = origin
    this.numbers[at + 1] = time
    this.numbers[at + 2] = row
    this.numbers.set(numbers, at + beforeNumbers)
    this.rows++
    this.order = undefined
  }

  /** Number of forecasts. */
  get count(): number {
    return this.sorted.length
  }

  /** The numbers of a forecast, which is counted as taken; undefined if there is none. */
  take(origin: number, time: number): Float64Array | undefined {
    const order = this.sorted
    let low = 0
    let high = order.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.compare(order[middle]!, origin, time) < 0) low = middle + 1
      else high = middle
    }
    const row = order[low]
    if (row === undefined || this.compare(row, origin, time) !== 0) return undefined
    if (this.wasTaken[low] === 0) this.taken++
    this.wasTaken[low] = 1
    return this.numbers.subarray(row * this.width + beforeNumbers, (row + 1) * this.width)
  }

  /** The first row of the file that was not taken. */
  get firstMissed(): Place | undefined {
    let first: Place | undefined
    for (const [i, at] of this.sorted.entries()) {
      const [origin, time, row] = this.numbers.subarray(at * this.width, at * this.width + beforeNumbers)
      if (this.wasTaken[i] === 0 && !(first && first.row < row!)) first = { origin: origin!, time: time!, row: row! }
    }
    return first
  }

  private get sorted(): Uint32Array {
    if (this.order) return this.order
    const { numbers, width } = this
    const all = Uint32Array.from({ length: this.rows }, (_, i) => i)
    all.sort((a, b) => this.compare(a, numbers[b * width]!, numbers[b * width + 1]!) || a - b)
    this.order = all.filter((row, i) => {
      const next = all[i + 1]
      return next === undefined || this.compare(row, numbers[next * width]!, numbers[next * width + 1]!) !== 0
    })
    this.wasTaken = new Uint8Array(this.order.length)
    this.taken = 0
    return this.order
  }

  private compare(row: number, origin: number, time: number): number {
    const at = row * this.width
    return this.numbers[at]! - origin || this.numbers[at + 1]! - time
  }
}
