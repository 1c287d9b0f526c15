import { readSuite } from '../suite/series.ts'
import { retailPanel } from './retail.ts'

/** Series of one kind. */
export interface Panel {
  readonly cadence: string
  readonly season: number
  readonly horizon: number
  readonly series: readonly PanelSeries[]
}

export interface PanelSeries {
  readonly id: string
  readonly times: readonly number[]
  readonly values: readonly number[]
  readonly covariates: readonly (readonly number[])[]
}

const cadences: Readonly<Record<string, string>> = {
  hourly: '1h',
  daily: '1d',
  weekly: '1w',
  monthly: '1mo',
  quarterly: '3mo',
}
export const groups = [...Object.keys(cadences), 'retail']

/**
 * A group of the suite, or generated sales.
 *
 * @param rows at most, of each series
 * @param every every such series of the group is read
 */
export function panelOf(group: string, folder: string, rows: number, every: number): Panel {
  const cadence = cadences[group]
  if (cadence === undefined) return retailPanel(rows)
  const suite = readSuite(folder, undefined, [group], every)
  const { horizon, season } = suite[0]!
  const series = suite.map(({ id, times, values }) => ({
    id,
    times: times.slice(0, rows),
    values: values.slice(0, rows),
    covariates: values.slice(0, rows).map(() => []),
  }))
  return { cadence, season, horizon, series }
}
