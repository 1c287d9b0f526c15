import { decimalsShown } from '../series/decimals.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** A number of the data in a sentence, with about four digits. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  const text = value.toFixed(decimalsShown(value))
  return (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^-/, '−')
}

/** A probability in a sentence. */
export const percent = (probability: number): string => `${Math.round(100 * probability)} %`

const mostRare = 1_000_000

/** How often something of this rarity occurs: `once in about 1,200 values`. */
export function howOften(rarity: number): string {
  const one = 1 / rarity
  if (!(one <= mostRare)) return `once in more than ${mostRare.toLocaleString('en-US')} values`
  return `once in about ${Number(one.toPrecision(2)).toLocaleString('en-US')} values`
}

const spans = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** A span of time in a sentence, by its two largest units: `3 d 4 h`. */
export function spanText(ms: number): string {
  const first = spans.findIndex(([, size]) => ms >= size)
  if (first < 0) return `${Math.round(ms)} ms`
  const [unit, size] = spans[first]!
  const [smaller, part] = spans[first + 1] ?? ['ms', 1]
  const whole = Math.floor(ms / size)
  const rest = Math.round((ms - whole * size) / part)
  if (rest * part === size) return `${whole + 1} ${unit}`
  return rest > 0 ? `${whole} ${unit} ${rest} ${smaller}` : `${whole} ${unit}`
}

/** A time in a sentence, without what is 0 at its end. */
export function timeInWords(time: number, cadence: string | undefined): string {
  const [date = '', clock = ''] = formatTimestamp(time, zoneIn(cadence)?.offsetAt(time)).split('T')
  const short = clock.slice(0, 12).replace(/:00\.000$|\.000$/, '')
  return short === '00:00' ? date : `${date} ${short}`
}
