import { percentOf } from '../src/series/forecast.ts'
import { residual } from './rolling.ts'
import { leadsInView, type Scene, targetTime } from './scene.ts'
import { shortest } from './shortest.ts'

/**
 * The values in view as CSV, in the format of the forecast file: the forecast issued for each row at the chosen lead,
 * then the leads ahead that are in view. Actual values are exact; forecasts have as many digits as were sent.
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
    // A forecast is sent as its difference from a base, in single precision.
    const base = origin < 0 ? Number.NaN : store.forecastBase(origin, channel)
    const fine = (value: number) => Math.abs(value - base) * 2 ** -24 + Math.abs(value) * 2 ** -52
    const told = (value: number) => shortest(value, fine(value))
    const forecast = origin < 0 ? Number.NaN : store.forecast(origin, channel, at)
    return [
      name,
      iso(time),
      leads[at],
      Number.isFinite(actual) ? String(actual) : '',
      told(forecast),
      shortest(difference, fine(forecast)),
      ...levels.flatMap((_, level) =>
        origin < 0
          ? ['', '']
          : [told(store.lower(origin, channel, at, level)), told(store.upper(origin, channel, at, level))],
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

/** Downloads a file. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : '')
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
