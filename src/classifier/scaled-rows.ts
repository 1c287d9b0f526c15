import type { Fields } from '../state/fields.ts'
import { type RunningScale, runningScale } from '../stats/running-scale.ts'
import type { SequenceInputs } from './sequence-inputs.ts'
import type { SequenceItem } from './sequence-item.ts'

/** Largest number that an LSTM gets, in spreads. */
const limit = 10

/** A number in units of a running scale, at most `limit` in size; 0, the centre, if it is missing. */
export const scaled = ({ center, spread }: RunningScale, x: number, limit: number): number =>
  Number.isNaN(x) ? 0 : Math.max(-limit, Math.min(limit, (x - center) / spread))

/** Rows in units of the mean and deviation of each column so far. */
export class ScaledRows implements SequenceInputs<SequenceItem> {
  readonly width: number
  private readonly scales: readonly RunningScale[]

  constructor(columns: number) {
    this.width = columns
    this.scales = Array.from({ length: columns }, () => runningScale('zScore'))
  }

  kept(item: SequenceItem): SequenceItem {
    return item
  }

  steps({ numbers }: SequenceItem): number {
    return numbers.length / this.width
  }

  meet({ numbers }: SequenceItem): void {
    for (let i = 0; i < numbers.length; i++) this.scales[i % this.width]!.learn(numbers[i]!)
  }

  of({ numbers }: SequenceItem): Float64Array {
    return numbers.map((x, i) => scaled(this.scales[i % this.width]!, x, limit))
  }

  toLearn(item: SequenceItem): Float64Array {
    return this.of(item)
  }

  /** Does nothing: numbers are not learned. */
  learn(): void {}

  state(fields: Fields): void {
    fields.parts('scales', this.scales)
  }
}
