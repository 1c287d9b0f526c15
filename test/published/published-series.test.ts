import { expect, it } from 'vitest'
import { score } from '../../src/operators/score.ts'
import { PublishedSeries } from '../../src/published/published-series.ts'
import type { Scored } from '../../src/series/scored.ts'

/** The forecast of the last value for the next two steps, and the errors that its record states. */
function whole(time: number, value: number, [one, two]: readonly [number, number], leads = [1, 2]) {
  return {
    forecast: {
      origin: time,
      observation: { time, values: [value] },
      leads,
      times: leads.map((lead) => time + lead),
      values: Float64Array.from(leads, () => value),
      levels: [],
      lower: [],
      upper: [],
    },
    residuals: Float64Array.from(leads, (lead) => (lead === 1 ? one : two)),
  }
}
function series() {
  const shown: Scored[] = []
  return { shown, series: new PublishedSeries(() => score().open((scored) => shown.push(scored)), 7) }
}
const restarts = (shown: readonly Scored[]) => shown.map(({ observation }) => observation.restart ?? false)

it('goes on while each record says what was forecast before', () => {
  const { series: read, shown } = series()
  for (const one of [whole(0, 4, [0.5, 0.1]), whole(1, 6, [2, 0.1]), whole(2, 5, [-1, 1])]) read.next(one)
  expect(restarts(shown)).toEqual([false, false, false])
  expect(shown.at(-1)!.residuals).toEqual(Float64Array.of(-1, 1))
  expect([shown.at(-1)!.season, read.origin]).toEqual([7, 2])
})

it('begins again when a record speaks of another forecast, or of none', () => {
  for (const residual of [0.25, Number.NaN]) {
    const { series: read, shown } = series()
    for (const one of [whole(0, 4, [0, 0]), whole(5, 6, [residual, 0]), whole(6, 7, [1, Number.NaN])]) read.next(one)
    expect(restarts(shown)).toEqual([false, true, false])
    expect(shown.at(-1)!.residuals).toEqual(Float64Array.of(1, Number.NaN))
  }
})

it('goes on over missing values, which say nothing', () => {
  const { series: read, shown } = series()
  const unknown = Number.NaN
  for (const one of [whole(0, 4, [0, 0]), whole(1, unknown, [unknown, unknown]), whole(2, 5, [unknown, 1])])
    read.next(one)
  expect(restarts(shown)).toEqual([false, false, false])
})

it('takes no forecast twice, nor one that is older', () => {
  const { series: read, shown } = series()
  expect([0, 1, 1, 0].map((time) => read.next(whole(time, 4, [0, 0])))).toEqual([true, true, false, false])
  expect(shown.length).toBe(2)
})

it('begins again with other leads', () => {
  const { series: read, shown } = series()
  read.next(whole(0, 4, [0, 0]))
  read.next(whole(1, 5, [1, 0], [1]))
  read.next(whole(2, 7, [2, 0], [1]))
  expect(restarts(shown)).toEqual([false, true, false])
  expect(shown.at(-1)!.residuals).toEqual(Float64Array.of(2))
})
