import * as z from 'zod/mini'
import { DataError } from '../errors.ts'
import type { Lookback } from '../series/lookback.ts'
import type { Scaled } from '../series/scale.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec } from '../state/spec.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { LazyState } from './lazy-state.ts'
import { type Operator, stateful } from './stateful.ts'

const argument = z
  .int()
  .check(
    z.minimum(1),
    z.maximum(1_000_000),
    z.describe('Number of rows in the window, the newest included. 32 is a month of days or a day and a bit of hours.'),
  )

/**
 * Keeps the last n rows: silent until the nth observation, then one window of shape [n × width] per observation. A row
 * is the scaled values of the channels and then the covariates. After a gap too long to fill (`restart`) it is silent
 * again until n rows have come, and marks the first window with `restart`.
 *
 * A window is a view that does not change later, so it can be kept. Rows are stored in chunks; when one is full, its
 * last n − 1 rows are copied to the next, so that no row is copied more than once.
 *
 * @param n number of rows, at least 1
 * @throws ConfigError with every problem of the argument
 * @example
 * of(10, 20, 30)
 *   .pipe(
 *     map((value, i) => ({ time: i, values: [value], covariates: [] })),
 *     normalize('none'),
 *     lookback(2),
 *   )
 *   .subscribe(({ window }) => console.log([...window]))
 * // [ 10, 20 ]
 * // [ 20, 30 ]
 */
export function lookback(n: number): Operator<Scaled, Lookback> {
  const length = checkArgument('lookback', argument, n)
  return stateful((emit) => {
    const rows = new LazyState((width, room) => RowWindow.fromSpec(length, width, room))
    let restarted = false
    return {
      next(scaled) {
        const width = scaled.values.length + (scaled.covariates?.length ?? 0)
        const before = rows.value
        if (before && before.width !== width)
          throw new DataError(
            `lookback: expected rows of ${before.width} numbers, got ${width}; keep the columns the same`,
          )
        restarted ||= scaled.restart === true && before !== undefined
        const current = before && !scaled.restart ? before : rows.begin(String(width))
        const window = current.push(scaled)
        if (window === undefined) return
        const { time, values, covariates, row, cadence, scale, unscaled } = scaled
        const restart = restarted || undefined
        emit({ time, values, covariates, row, cadence, restart, scale, unscaled, length, width, window })
        restarted = false
      },
      state(fields) {
        fields.part('rows', rows)
        restarted = fields.boolean('restarted', restarted)
      },
    }
  })
}

/** The last rows, in chunks that are never overwritten. */
class RowWindow implements Saveable {
  readonly width: number
  private readonly length: number
  private readonly capacity: number
  private chunk: Float64Array
  private used = 0

  constructor(length: number, width: number) {
    this.length = length
    this.width = width
    this.capacity = capacityFor(length)
    this.chunk = new Float64Array(this.capacity * width)
  }

  /** @throws DataError if `width` is not a whole number, or the rows take more than `room` bytes */
  static fromSpec(length: number, width: string, room: number): RowWindow {
    demandSpec(/^\d+$/.test(width) && 8 * capacityFor(length) * Number(width) <= room, width)
    return new RowWindow(length, Number(width))
  }

  push({ values, covariates = [] }: Scaled): Float64Array | undefined {
    const { width, length } = this
    if (this.used === this.capacity) {
      const full = this.chunk
      this.chunk = new Float64Array(this.capacity * width)
      this.chunk.set(full.subarray((this.capacity - length + 1) * width))
      this.used = length - 1
    }
    let at = this.used * width
    for (let i = 0; i < values.length; i++) this.chunk[at++] = values[i]!
    for (let i = 0; i < covariates.length; i++) this.chunk[at++] = covariates[i]!
    this.used++
    return this.used < length ? undefined : this.chunk.subarray((this.used - length) * width, this.used * width)
  }

  state(fields: Fields): void {
    fields.same('length', this.length)
    this.used = fields.counter('used', this.used, this.capacity)
    // Restored into a new array: emitted windows are views of the old one.
    if (!fields.saving) this.chunk = this.chunk.slice()
    fields.numbers('chunk', this.chunk)
  }
}

/**
 * At least as many new rows as copied ones, so that no row is copied twice; 64 so that short windows do not allocate at
 * every step.
 */
const capacityFor = (length: number) => Math.max(64, 2 * length)

export const lookbackWord: StepWord = {
  name: 'lookback',
  summary: 'Keeps the last n rows as a window for the next step.',
  argument,
  example: 32,
  accepts: 'Scaled',
  emits: 'Lookback',
  // A month of days, or a day and a third of hours.
  added: { at: 'end', argument: 32 },
  build: lookback,
}
