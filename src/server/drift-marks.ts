import type { ScoredData } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { PageHinkley } from '../stats/page-hinkley.ts'
import type { Mark } from './wire.ts'

/** Marks lasting increases of a series' one-step errors, such as after a change of unit. */
export class DriftMarks implements Saveable {
  private readonly series: readonly string[]
  private readonly tests: readonly PageHinkley[]

  constructor(series: readonly string[]) {
    this.series = series
    this.tests = series.map(() => new PageHinkley())
  }

  state(fields: Fields): void {
    fields.parts('tests', this.tests)
  }

  at({ leads, observation: { time }, residuals }: ScoredData): Mark[] {
    return this.series.flatMap((name, channel): Mark[] => {
      const error = Math.abs(residuals[channel * leads.length]!)
      if (Number.isNaN(error) || !this.tests[channel]!.add(error)) return []
      return [{ time, kind: 'drift', text: `${name}: its forecasts have become worse, and stay so` }]
    })
  }
}
