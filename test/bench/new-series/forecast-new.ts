import { SharedLearning } from '../../../src/forecaster/shared-learning.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import type { Forecast } from '../../../src/series/forecast.ts'
import type { Panel, PanelSeries } from './panel.ts'

/**
 * Forecasts series, each by itself or together with others of which they learn.
 *
 * @param old series that begin first; none of them is reported
 * @param head rows that the old ones have had when the new ones begin
 * @param together whether they share weights
 * @param onForecast called for each row of the new series with the number of its rows known
 */
export function forecastNew(
  { cadence, horizon, season }: Panel,
  old: readonly PanelSeries[],
  young: readonly PanelSeries[],
  head: number,
  together: boolean,
  onForecast: (series: PanelSeries, known: number, forecast: Forecast) => void,
): void {
  const shared = together ? new SharedLearning() : undefined
  const steps = forecast({ horizon, cadence, season: season > 1 ? season : 'none', intervals: [0.8, 0.95] })
  const begin = (series: PanelSeries, first: number, isNew: boolean) => {
    let known = 0
    const run = steps.open(
      (said) => {
        if (isNew) onForecast(series, known, said)
      },
      { key: series.id, shared },
    )
    return {
      run,
      end: first + series.values.length,
      take(clock: number) {
        const row = clock - first
        if (row < 0 || row >= series.values.length) return
        known = row + 1
        const { covariates, times, values } = series
        run.next({ time: times[row]!, values: [values[row]!], covariates: covariates[row]! })
      },
    }
  }
  const runs = [...old.map((series) => begin(series, 0, false)), ...young.map((series) => begin(series, head, true))]
  const end = Math.max(...runs.map((run) => run.end))
  for (let clock = 0; clock < end; clock++) {
    for (const { take } of runs) take(clock)
    shared?.apply()
  }
  for (const { run } of runs) run.close?.()
  shared?.dispose()
}
