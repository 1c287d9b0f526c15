import { decimalsShown } from '../series/decimals.ts'

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
  const unit = 10 ** Math.max(0, Math.floor(String(Math.round(one)).length - 2))
  return `once in about ${(Math.round(one / unit) * unit).toLocaleString('en-US')} values`
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
