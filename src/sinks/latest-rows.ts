import { keyText } from '../series/key-text.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { ForecastText } from './forecast-rows.ts'

/** Forecasts as text, of which each can be written alone. */
export type RowsAlone = Pick<ForecastText, 'header' | 'alone'>

/** The last forecast of each series alone, in the order of their first ones. */
export class LatestRows implements Saveable {
  private readonly rows: RowsAlone
  private header = ''
  /** By key; as text once it was saved. */
  private last = new Map<string, ScoredData | string>()

  constructor(rows: RowsAlone) {
    this.rows = rows
  }

  state(fields: Fields): void {
    this.header = fields.text('header', this.header)
    const texts = Array.from(this.last, ([key, last]) => [key, this.textOf(last)] as const)
    this.last = new Map(fields.list('series', texts, visitText))
  }

  add(scored: ScoredData): void {
    if (this.header === '') this.header = this.rows.header(scored.levels)
    this.last.set(keyText(scored.observation.key), scored)
  }

  /** The whole text. */
  get text(): string {
    return this.header + Array.from(this.last.values(), (last) => this.textOf(last)).join('')
  }

  private textOf(last: ScoredData | string): string {
    return typeof last === 'string' ? last : this.rows.alone(last)
  }
}

const visitText = (fields: Fields, [key, text]: readonly [string, string] = ['', '']) =>
  [fields.text('key', key), fields.text('text', text)] as const
