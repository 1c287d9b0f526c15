import { percentOf } from '../../src/series/forecast.ts'
import { formatTimestamp } from '../../src/time/timestamp.ts'
import { residual } from '../run/rolling.ts'
import type { RunStore } from '../run/run-store.ts'
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
  const name = quoted(store.run!.series[channel]!)
  const line = (time: number, origin: number, at: number, actual: number, difference: number) => {
    // Forecasts are sent as float32 differences from a base.
    const base = origin < 0 ? Number.NaN : store.forecastBase(origin, channel)
    const fine = (value: number) => Math.abs(value - base) * 2 ** -24 + Math.abs(value) * 2 ** -52
    const rounded = (value: number) => shortest(value, fine(value))
    const forecast = origin < 0 ? Number.NaN : store.forecast(origin, channel, at)
    return [
      name,
      iso(time, store),
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
  const lines = [['series', 'time', 'lead', 'actual', 'forecast', 'residual', ...boundNames(store)].join(',')]
  for (let row = from; row < to; row++) {
    const actual = store.actual(row, channel)
    lines.push(line(store.time(row), store.originOf(row, lead), lead, actual, residual(store, row, channel, lead)))
  }
  for (const at of leadsInView(scene)) {
    lines.push(line(targetTime(store, head, at), head, at, Number.NaN, Number.NaN))
  }
  return `${lines.join('\n')}\n`
}

/**
 * The forecasts made at the last row in view, a row for each lead, as in the forecast file: series, origin, time, lead,
 * forecast, and the bounds of each interval.
 */
export function nextValues({ store, state, head }: Scene): string[][] {
  const { channel } = state
  const { leads } = store.layout!
  const rounded = roundedTo(store, head, channel)
  const series = store.run!.series[channel]!
  return [
    ['series', 'origin', 'time', 'lead', 'forecast', ...boundNames(store)],
    ...leads.map((steps, lead) => [
      series,
      iso(store.time(head), store),
      iso(targetTime(store, head, lead), store),
      String(steps),
      rounded(store.forecast(head, channel, lead)),
      ...boundsOf(store, head, channel, lead).map(rounded),
    ]),
  ]
}

/** Cells as text, with `separator` between them. */
export const nextAsText = (rows: readonly (readonly string[])[], separator: ',' | '\t'): string =>
  rows.map((cells) => `${cells.map((cell) => (separator === ',' ? quoted(cell) : cell)).join(separator)}\n`).join('')

/** Copies a text to the clipboard, and returns whether the browser allowed it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Pages from other machines without TLS have no clipboard; the old command still works there.
    const field = document.createElement('textarea')
    field.value = text
    document.body.append(field)
    field.select()
    const copied = document.execCommand('copy')
    field.remove()
    return copied
  }
}

const boundNames = ({ layout }: RunStore) =>
  layout!.levels.flatMap((level) => [`lower_${percentOf(level)}`, `upper_${percentOf(level)}`])

const boundsOf = (store: RunStore, origin: number, channel: number, lead: number) =>
  store.layout!.levels.flatMap((_, level) => [
    store.lower(origin, channel, lead, level),
    store.upper(origin, channel, lead, level),
  ])

/** As many digits as the page received: forecasts are sent as float32 differences from a base. */
const roundedTo = (store: RunStore, origin: number, channel: number) => {
  const base = store.forecastBase(origin, channel)
  return (value: number) => shortest(value, Math.abs(value - base) * 2 ** -24 + Math.abs(value) * 2 ** -52)
}

/** Saves a file through the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

const iso = (time: number, { zone }: RunStore) =>
  Number.isFinite(time) ? formatTimestamp(time, zone?.offsetAt(time)) : ''
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
