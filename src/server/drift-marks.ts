import type { Scored } from '../series/scored.ts'
import { PageHinkley } from '../stats/page-hinkley.ts'
import type { Mark } from './wire.ts'

/** Marks where a series has changed so that its forecasts are not what they were: the errors one lead ahead have grown for good, as after a change of unit. */
export class DriftMarks {
  private readonly series: readonly string[]
  private readonly tests: readonly PageHinkley[]

  constructor(series: readonly string[]) {
    this.series = series
    this.tests = series.map(() => new PageHinkley())
  }

  at({ leads, observation: { time }, residuals }: Scored): Mark[] {
    return this.series.flatMap((name, channel): Mark[] => {
      const error = Math.abs(residuals[channel * leads.length]!)
      if (Number.isNaN(error) || !this.tests[channel]!.add(error)) return []
      return [{ time, kind: 'drift', text: `${name}: its forecasts have become worse, and stay so` }]
    })
  }
}
