import { DataError } from '../errors.ts'
import type { Forecast } from '../series/forecast.ts'
import { keyText } from '../series/key-text.ts'
import { timeOrNone } from '../series/valid-time.ts'
import { type Fields, type Saveable, visitSaveable } from '../state/fields.ts'
import { type Finding, KnownTarget } from './known-target.ts'

/** Sentences of a kind that are printed; of more, the number is given. */
const named = 3

/** Finds runs without a forecast, and what is to be said of single targets and series. */
export class KnownTargets implements Saveable {
  /** Whether a number was forecast. */
  private numbers = false
  /** Time of the last observation. */
  private latest = Number.NaN
  private readonly series = new Map<string, KnownSeries>()

  see({ doubts = [], drift = [], observation, outcomes, values }: Forecast): void {
    const { key = [], time } = observation
    const text = keyText(key)
    let one = this.series.get(text)
    if (!one) {
      one = new KnownSeries(key)
      this.series.set(text, one)
    }
    while (one.targets.length < observation.values.length) one.targets.push(new KnownTarget())
    for (const [channel, target] of one.targets.entries())
      target.see(time, observation.values[channel]!, drift.includes(channel), doubts.includes(channel), !!outcomes)
    this.latest = time > this.latest || Number.isNaN(this.latest) ? time : this.latest
    this.numbers ||= values.some(Number.isFinite)
  }

  /**
   * Why the forecasts are of no use; undefined if some are.
   *
   * @param targets names of the channels
   * @param rows that were used
   */
  failure(input: string, targets: readonly string[], rows: number): DataError | undefined {
    const [first] = this.series.values()
    if (this.numbers || !first) return undefined
    const all = first.targets.map((_, channel) => nameOf([], targets, channel)).join(' and ')
    const got = [...this.series.values()].every((one) => one.targets.every(({ hasValues }) => !hasValues))
      ? `expected numbers in ${all}, got a missing value in every row of ${rows}; name another target`
      : `expected forecasts, got none from ${rows} rows; give the steps more rows or less to learn from`
    return new DataError(`${input}: ${got}`)
  }

  /**
   * What is to be said of single targets and series, a sentence each; of many of which the same is to be said, the first
   * few are named.
   *
   * @param targets names of the channels
   */
  warnings(targets: readonly string[]): string[] {
    const byKind = new Map<Finding['kind'], string[]>()
    for (const { key, targets: known } of this.series.values())
      for (const [channel, one] of known.entries())
        for (const { kind, text } of one.findings(this.latest)) {
          const said = byKind.get(kind) ?? []
          said.push(`${nameOf(key, targets, channel)} ${text}`)
          byKind.set(kind, said)
        }
    return [...byKind.values()].flatMap((said) => {
      const more = said.length - named
      return more <= 0 ? said : [...said.slice(0, named - 1), `${said[named - 1]} (and ${more} more like it)`]
    })
  }

  state(fields: Fields): void {
    this.numbers = fields.boolean('numbers', this.numbers)
    this.latest = fields.number('latest', this.latest, timeOrNone)
    const before = [...this.series.values()]
    const after = fields.list(
      'series',
      before,
      visitSaveable(() => new KnownSeries([])),
    )
    if (after === before) return
    this.series.clear()
    for (const one of after) this.series.set(keyText(one.key), one)
  }
}

/** The targets of one series, or of the only one. */
class KnownSeries implements Saveable {
  key: readonly string[]
  targets: KnownTarget[] = []

  constructor(key: readonly string[]) {
    this.key = key
  }

  state(fields: Fields): void {
    this.key = fields.list('key', this.key, (inner, part = '') => inner.text('part', part))
    this.targets = fields.list(
      'targets',
      this.targets,
      visitSaveable(() => new KnownTarget()),
    )
  }
}

/** The name of the target, of the series, or of both if there are several of both. */
function nameOf(key: readonly string[], targets: readonly string[], channel: number): string {
  const target = `"${targets[channel] ?? channel}"`
  if (key.length === 0) return target
  const series = `"${key.join(', ')}"`
  return targets.length > 1 ? `${target} of ${series}` : series
}
