import { percentOf } from '../../src/series/forecast.ts'
import { residual } from '../run/rolling.ts'
import { shortest } from '../words/format.ts'
import { leadsInView, type Scene, targetTime } from './scene.ts'

/**
 * The values in view as CSV, in the format of the forecast file: for each row the forecast issued for it at the chosen
 * lead, then the leads ahead that are in view. Actual values are exact; forecasts have as many digits as the page
 * received.
 */
export function valuesAsCsv(scene: Scene): string {
  const { store, state, from, to, head } = scene
  const { channel, lead } = state
  const { leads, levels } = store.layout!
  const heads = levels.flatMap((level) => {
    const percent = percentOf(level)
    return [`lower_${percent}`, `upper_${percent}`]
  })
  const name = quoted(store.run!.series[channel]!)
  const line = (time: number, origin: number, at: number, actual: number, difference: number) => {
    // Forecasts are sent as float32 differences from a base.
    const base = origin < 0 ? Number.NaN : store.forecastBase(origin, channel)
    const fine = (value: number) => Math.abs(value - base) * 2 ** -24 + Math.abs(value) * 2 ** -52
    const rounded = (value: number) => shortest(value, fine(value))
    const forecast = origin < 0 ? Number.NaN : store.forecast(origin, channel, at)
    return [
      name,
      iso(time),
      leads[at],
      Number.isFinite(actual) ? String(actual) : '',
      rounded(forecast),
      shortest(difference, fine(forecast)),
      ...levels.flatMap((_, level) =>
        origin < 0
          ? ['', '']
          : [rounded(store.lower(origin, channel, at, level)), rounded(store.upper(origin, channel, at, level))],
      ),
    ].join(',')
  }
  const lines = [['series', 'time', 'lead', 'actual', 'forecast', 'residual', ...heads].join(',')]
  for (let row = from; row < to; row++) {
    const actual = store.actual(row, channel)
    lines.push(line(store.time(row), store.originOf(row, lead), lead, actual, residual(store, row, channel, lead)))
  }
  for (const at of leadsInView(scene)) {
    lines.push(line(targetTime(store, head, at), head, at, Number.NaN, Number.NaN))
  }
  return `${lines.join('\n')}\n`
}

/** Saves a file through the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : '')
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
