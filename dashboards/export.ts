import { residual } from './rolling.ts'
import { type Scene, targetTime } from './scene.ts'

/** The values in view as CSV, in the form of the forecast file: what was issued for each row at the chosen lead, then all leads ahead. */
export function valuesAsCsv({ store, state, from, to, head }: Scene): string {
  const { channel, lead } = state
  const { leads, levels } = store.layout!
  const heads = levels.flatMap((level) => {
    const percent = String(Math.round(level * 1000) / 10)
    return [`lower_${percent}`, `upper_${percent}`]
  })
  const cell = (value: number) => (Number.isFinite(value) ? String(value) : '')
  const name = quoted(store.run!.series[channel]!)
  const line = (time: number, steps: number, origin: number, at: number, actual: number, difference: number) =>
    [
      name,
      iso(time),
      steps,
      cell(actual),
      cell(origin < 0 ? Number.NaN : store.forecast(origin, channel, at)),
      cell(difference),
      ...levels.flatMap((_, level) =>
        origin < 0
          ? ['', '']
          : [cell(store.lower(origin, channel, at, level)), cell(store.upper(origin, channel, at, level))],
      ),
    ].join(',')
  const lines = [['series', 'time', 'lead', 'actual', 'forecast', 'residual', ...heads].join(',')]
  for (let row = from; row < to; row++) {
    const origin = store.originOf(row, lead)
    lines.push(
      line(
        store.time(row),
        leads[lead]!,
        origin,
        lead,
        store.actual(row, channel),
        residual(store, row, channel, lead),
      ),
    )
  }
  leads.forEach((steps, at) => {
    lines.push(line(targetTime(store, head, at), steps, head, at, Number.NaN, Number.NaN))
  })
  return `${lines.join('\n')}\n`
}

/** Hands a file to the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : '')
const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
