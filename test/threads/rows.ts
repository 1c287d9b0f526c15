import type { Observation } from '../../src/series/observation.ts'
import type { PortableSteps } from '../../src/threads/messages.ts'
import { dayMs, monday } from '../operators/observe.ts'

/** Steps of several series, by their words; cheap experts, since what is looked at is what is passed on. */
export const portable = (
  changes: { readonly lateness?: string; readonly sums?: readonly number[] } = {},
): PortableSteps => ({
  steps: [
    { name: 'inOrder', argument: changes.lateness === undefined ? {} : { lateness: changes.lateness } },
    { name: 'fillGaps', argument: { cadence: '1d', maxGap: 4 } },
    {
      name: 'forecast',
      argument: {
        horizon: 3,
        season: 7,
        intervals: { levels: [0.8, 0.95], sums: changes.sums ?? [] },
        experts: ['seasonalNaive', 'persistence'],
      },
    },
    { name: 'score', argument: {} },
  ],
  context: { targets: ['a', 'b'], covariates: ['c'], cadence: '1d', seed: 1 },
})

/** Rows of several series with two channels: gaps short and long, missing values, repeated and late rows. */
export function rowsOf(series: number, days: number): Observation[] {
  const rows: Observation[] = []
  for (let t = 0; t < days; t++) {
    for (let s = 0; s < series; s++) {
      const dice = (t * 7 + s * 13) % 29
      if (dice === 3 || (t % 17 > 10 && s % 3 === 0)) continue
      const day = dice === 11 ? t - 2 : t
      rows.push(row(rows.length + 2, s, day, dice === 5 ? Number.NaN : 10 + ((t * (s + 3)) % 7)))
      if (dice === 7) rows.push(row(rows.length + 2, s, day, 99))
    }
  }
  return rows
}

function row(line: number, s: number, day: number, value: number): Observation {
  const cells = [String(day), names[s % names.length]! + s, String(value), '\ud800ü\u0000']
  return {
    time: monday + day * dayMs,
    values: [value, value / 3],
    covariates: [day % 7],
    row: { place: { file: 'a.csv', line }, raw: s % 5 === 4 ? cells.join() : cells },
    key: [names[s % names.length]! + s, 'x'],
  }
}

const names = ['sparrow', 'ümlaut ', '鳥', '\ud83d\udc26', '']
