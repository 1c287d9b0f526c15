import { keyText } from '../series/key-text.ts'
import { zoneIn } from '../time/duration.ts'
import { type NextReportOptions, printed, type Screen } from './channel.ts'
import { whole } from './figures.ts'
import { namesWithin } from './names-within.ts'
import type { Recent } from './recent.ts'
import { type TableCell, table } from './table.ts'
import { timeText } from './time-text.ts'

/** Leads of several series that are printed, at most: then only the next one of each. */
const tableLines = 50
const listed = 20
/** Characters of a bar for 100 %. */
const barWidth = 20

/** The next probabilities as text: a table a series with a column an outcome, or a line a series if there are many. */
export function outcomeNext(recent: readonly Recent[], options: NextReportOptions, screen: Screen): string {
  const lines = recent.reduce((sum, { last }) => sum + Math.min(last.leads.length, options.rows ?? 1e9) + 3, 0)
  if (recent.length > 1 && lines > tableLines) return nextOfMany(recent, options, screen)
  return recent.map((one) => nextOfOne(one, options, screen)).join('\n')
}

function nextOfOne({ last }: Recent, { cadence, rest, rows = 1e9 }: NextReportOptions, screen: Screen): string {
  const { paint, unicode } = screen
  const { names } = last.outcomes!
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const key = last.observation.key ?? []
  const time = timeText([last.origin, ...last.times], zoneIn(cadence))
  const shown = last.leads.slice(0, rows)
  const only = names.length === 1
  const lines = table([
    ['', ...(only ? ['probability', ''] : names)].map(dim),
    [
      time(last.origin),
      ...names.map((_, channel) => labelWord(last.observation.values[channel]!)),
      ...(only ? [''] : []),
    ].map(dim),
    ...shown.map((lead, i): TableCell[] => [
      { text: time(last.times[i]!) },
      ...names.map((_, channel) => ({
        text: probabilityText(last.at(channel, lead).value),
        paint: (text: string) => paint('bold', text),
      })),
      ...(only ? [barCell(last.at(0, lead).value, unicode, paint)] : []),
    ]),
  ])
  const more = last.leads.length - shown.length
  const title = [...key, ...(only ? names : [])].join(' · ') || 'probabilities'
  return printed(title, [...lines, ...(more > 0 ? [paint('dim', `… ${whole(more)} more: ${rest}`)] : [])], paint)
}

/** A line a series: the probabilities at its first lead. */
function nextOfMany(recent: readonly Recent[], { rest }: NextReportOptions, { paint }: Screen): string {
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const shown = recent.slice(0, listed)
  const nameOf = ({ last }: Recent) => keyText(last.observation.key)
  const names = namesWithin(shown.map(nameOf), recent.map(nameOf), 40)
  const { leads, outcomes } = recent[0]!.last
  const lines = table([
    ['next', ...outcomes!.names].map(dim),
    ...shown.map(({ last }, i): TableCell[] => [
      { text: names[i]! },
      ...outcomes!.names.map((_, channel) => ({
        text: probabilityText(last.at(channel, leads[0]!).value),
        paint: (text: string) => paint('bold', text),
      })),
    ]),
  ])
  const more = recent.length - shown.length
  const after =
    more > 0 ? `${whole(more)} more series` : leads.length > 1 ? `${whole(leads.length - 1)} more leads` : ''
  return printed(
    `${whole(recent.length)} series`,
    [...lines, ...(after === '' ? [] : [paint('dim', `… ${after}: ${rest}`)])],
    paint,
  )
}

const labelWord = (label: number) => (Number.isNaN(label) ? '–' : label === 1 ? 'yes' : 'no')

/** A probability as a percentage; what is not 0 or 1 is never shown as either. */
export function probabilityText(probability: number): string {
  if (Number.isNaN(probability)) return '–'
  const percent = Math.round(probability * 100)
  if (percent === 0 && probability > 0) return '<1 %'
  if (percent === 100 && probability < 1) return '>99 %'
  return `${percent} %`
}

function barCell(probability: number, unicode: boolean, paint: Screen['paint']): TableCell {
  const length = Number.isNaN(probability) ? 0 : Math.round(probability * barWidth)
  const [full, rest] = unicode ? ['█', '░'] : ['#', '.']
  const text = full!.repeat(length) + rest!.repeat(barWidth - length)
  return { text, paint: (shown) => paint('accent', shown) }
}
