import type { SeriesEvent } from '../series/event.ts'
import { percentOf } from '../series/forecast.ts'
import { keyNames } from '../series/key-names.ts'
import type { ScoredData } from '../series/scored.ts'
import type { SinkPlace } from '../sinks/sink.ts'

type Place = Pick<SinkPlace, 'series' | 'by'>
type Pairs = readonly (readonly [name: string, value: string])[]

/**
 * A forecast in InfluxDB's line protocol: a line for each channel and lead, at the time that is forecast, in
 * milliseconds. What is unknown or infinite is left out, since InfluxDB has no number for it.
 *
 * @param isLatest whether a forecast replaces earlier ones of the same time: then `lead` is a field and no tag
 */
export function forecastLines(
  { series, by }: Place,
  measurement: string,
  scored: ScoredData,
  isLatest: boolean,
): string[] {
  const { leads, levels, lower, observation, origin, sums, times, upper, values } = scored
  const keys = keyPairs(by, observation.key)
  const bands = levels.flatMap((level) => [`lower_${percentOf(level)}`, `upper_${percentOf(level)}`])
  const line = (name: string, lead: number, over: boolean, numbers: readonly number[]) => {
    const fields = ['forecast', ...bands].map((field, i): [string, string] => [field, numberText(numbers[i]!)])
    if (fields.every(([, text]) => text === '')) return ''
    const tags: Pairs = [
      ...keys,
      ['series', name],
      ...(over ? [['lead', `1-${lead}`] as const] : isLatest ? [] : [['lead', String(lead)] as const]),
    ]
    const more: Pairs = [['origin', `${Math.trunc(origin)}i`], ...(isLatest ? [['steps', `${lead}i`] as const] : [])]
    return lineOf(measurement, tags, [...fields, ...more], times[leads.indexOf(lead)]!)
  }
  return series
    .flatMap((name, channel) => {
      const at = (lower: readonly Float64Array[], upper: readonly Float64Array[], entry: number) =>
        lower.flatMap((low, v) => [low[entry]!, upper[v]![entry]!])
      const single = leads.map((lead, i) => {
        const entry = channel * leads.length + i
        return line(name, lead, false, [values[entry]!, ...at(lower, upper, entry)])
      })
      const sum = (sums?.over ?? []).map((over, k) => {
        const entry = channel * sums!.over.length + k
        return line(name, over, true, [sums!.values[entry]!, ...at(sums!.lower, sums!.upper, entry)])
      })
      return [...single, ...sum]
    })
    .filter((text) => text !== '')
}

/** An event as a line, at its time. */
export function eventLine({ series, by }: Place, measurement: string, event: SeriesEvent): string {
  const { channel, clock, key, kind, of = '', rarity = Number.NaN, reason, since, time } = event
  const tags: Pairs = [
    ...keyPairs(by, key),
    ['series', channel === undefined ? '' : (series[channel] ?? '')],
    ['event', kind],
    ['of', of],
  ]
  const fields: Pairs = [
    ['reason', textField(reason)],
    ['rarity', numberText(rarity)],
    ['since', since === undefined ? '' : `${Math.trunc(since)}i`],
    ['clock', clock ? 'true' : 'false'],
  ]
  return lineOf(measurement, tags, fields, time)
}

/** Tags of the key columns; InfluxDB keeps some names for itself. */
const keyPairs = (by: readonly string[] | undefined, key: readonly string[] | undefined): Pairs =>
  keyNames(by).map((name, i) => [/^_|^$/.test(name) ? `key${name}` : name, key?.[i] ?? ''])

/** A line without its end; empty if its time is unknown. Tags and fields without a value are left out. */
function lineOf(measurement: string, tags: Pairs, fields: Pairs, time: number): string {
  if (Number.isNaN(time)) return ''
  const tag = tags.filter(([, value]) => value !== '').map(([name, value]) => `,${escaped(name)}=${escaped(value)}`)
  const field = fields.filter(([, value]) => value !== '').map(([name, value]) => `${escaped(name)}=${value}`)
  return `${measured(measurement)}${tag.join('')} ${field.join(',')} ${Math.trunc(time)}`
}

/**
 * The name or value of a tag, or the name of a field. A backslash at its end or before a mark would change what follows,
 * and there is no escape for one: another character is written for it. Line ends and tabs are written as \n and \t, and
 * ␀ for the character NUL: version 3 ends a name at a tab.
 */
const escaped = (text: string, marks = /[,= ]/g): string =>
  text
    .replaceAll(/\r?\n|\r/g, '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\0', '\u2400')
    .replaceAll(/\\(?=[\\,= ]|$)/g, '\uff3c')
    .replaceAll(marks, '\\$&')

/** A measurement, in which `=` needs no escape. */
const measured = (text: string): string => escaped(text, /[, ]/g)

/** The text of a field. */
const textField = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`

const numberText = (x: number): string => (Number.isFinite(x) ? String(x) : '')
