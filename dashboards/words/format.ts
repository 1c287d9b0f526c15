import { decimalsShown } from '../../src/series/decimals.ts'

/** One formatter per number of decimals: creating one for every number would take longer than drawing a chart. */
const fixed = Array.from(
  { length: 8 },
  (_, decimals) => new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
)

/** A number with four significant digits, or three if it is below 0.1, and a true minus; "–" if there is none. */
export function number(value: number | null | undefined, figures = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(figures - 1).replace('-', '−')
  return fixed[Math.min(7, decimalsShown(value, figures))]!.format(value).replace('-', '−')
}

/** A number with up to four significant digits: without zeros at the end, which say nothing beside other series. */
export const briefly = (value: number | null): string => number(value).replace(/\.0+$|(\.\d*[1-9])0+$/, '$1')

/**
 * A value of a series, with the precision of four digits of `spread`, the spread of the series: 1,500,000.2 keeps its
 * decimal if the values differ by tenths. In a headline three are enough.
 */
export function measured(value: number | null | undefined, spread: number, digits = 4): string {
  if (!(spread > 0) || value === null || value === undefined || !Number.isFinite(value)) return number(value, digits)
  const last = Math.floor(Math.log10(spread)) - digits + 1
  const size = Math.abs(value)
  const figures = Math.max(1, (size === 0 ? last : Math.floor(Math.log10(size))) - last + 1)
  if (figures <= 7 && (size >= 1e9 || spread < 1e-3)) return value.toExponential(figures - 1).replaceAll('-', '−')
  const decimals = Math.max(0, Math.min(15, -last))
  return value
    .toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace('-', '−')
}

export const percent = (share: number | null | undefined, decimals = 1): string =>
  share === null || share === undefined || !Number.isFinite(share)
    ? '–'
    : `${(100 * share)
        .toFixed(decimals)
        .replace(/^-(?=[0.]*$)/, '')
        .replace('-', '−')} %`

/** A share in percent, with a plus sign if it is positive; for skills. */
export const signedPercent = (share: number | null | undefined, decimals = 1): string =>
  share !== null && share !== undefined && share > 0 ? `+${percent(share, decimals)}` : percent(share, decimals)

export const dayMs = 86_400_000

const spans = [
  ['y', 365 * 86_400_000],
  ['mo', 30 * 86_400_000],
  ['w', 7 * 86_400_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

const words: Record<string, string> = {
  y: 'year',
  mo: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  min: 'minute',
  s: 'second',
  ms: 'millisecond',
}

/** `steps` steps in words, such as `3 days`; months and years are recognised by their usual length. */
export function span(steps: number, step: number): string {
  const near = (length: number) => Math.abs(step / length - Math.round(step / length)) < 0.04 && step >= length * 0.9
  const [unit, length] = spans.find(([, length]) => near(length)) ?? ['ms', 1]
  const amount = Math.round(step / length) * steps
  return `${amount.toLocaleString('en-US')} ${words[unit]}${amount === 1 ? '' : 's'}`
}

/**
 * The shortest decimal within `error` of a value, so that a value written with one decimal is not shown with fifteen.
 * Empty if it is not a finite number.
 */
export function shortest(value: number, error: number): string {
  if (!Number.isFinite(value)) return ''
  for (let figures = 1; figures <= 16; figures++) {
    const text = Number(value.toPrecision(figures))
    if (Math.abs(text - value) <= error) return String(text)
  }
  return String(value)
}

/**
 * Shares as whole percents that sum to 100, rounded by the largest remainder method. If all shares are 0, so are the
 * percents.
 */
export function wholePercents(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  if (!(sum > 0)) return shares.map(() => 0)
  const exact = shares.map((share) => (100 * share) / sum)
  const whole = exact.map(Math.floor)
  const left = 100 - whole.reduce((total, percent) => total + percent, 0)
  const lost = exact.map((percent, i) => ({ i, rest: percent - whole[i]! })).sort((a, b) => b.rest - a.rest)
  for (const { i } of lost.slice(0, left)) whole[i]!++
  return whole
}
