import type { Fields, Saveable } from '../state/fields.ts'
import { Moments } from '../stats/moments.ts'
import { type RunningScale, runningScale } from '../stats/running-scale.ts'
import type { FeatureSource, Features } from './logistic.ts'
import { scaled } from './scaled-rows.ts'
import type { SequenceItem } from './sequence-item.ts'

/** Of each column: mean, deviation, smallest, largest, first and last number. */
const perColumn = 6
/** Largest feature, in spreads. */
const limit = 5

/** What logistic regression reads of a sequence: a summary of each column and the number of steps, each in its own scale. */
export class RowFeatures implements FeatureSource<SequenceItem>, Saveable {
  private readonly columns: number
  private readonly scales: readonly RunningScale[]
  private readonly slots: readonly number[]

  constructor(columns: number) {
    this.columns = columns
    this.scales = Array.from({ length: perColumn * columns + 1 }, () => runningScale('zScore'))
    this.slots = this.scales.map((_, i) => i)
  }

  of(item: SequenceItem): Features {
    const values = this.summary(item).map((x, i) => scaled(this.scales[i]!, x, limit))
    return { slots: this.slots, values }
  }

  learn(item: SequenceItem): Features {
    for (const [i, x] of this.summary(item).entries()) this.scales[i]!.learn(x)
    return this.of(item)
  }

  private summary({ numbers }: SequenceItem): number[] {
    const { columns } = this
    const features: number[] = []
    for (let column = 0; column < columns; column++) {
      const moments = new Moments()
      let [least, most, first, last] = [Infinity, -Infinity, Number.NaN, Number.NaN]
      for (let at = column; at < numbers.length; at += columns) {
        const x = numbers[at]!
        if (Number.isNaN(x)) continue
        moments.add(x)
        least = Math.min(least, x)
        most = Math.max(most, x)
        if (moments.count === 1) first = x
        last = x
      }
      if (moments.count === 0) features.push(...new Array<number>(perColumn).fill(Number.NaN))
      else features.push(moments.mean, moments.deviation, least, most, first, last)
    }
    features.push(numbers.length / columns)
    return features
  }

  state(fields: Fields): void {
    fields.parts('scales', this.scales)
  }
}
