import type { SeriesEvent } from '../series/event.ts'
import { percentOf } from '../series/forecast.ts'
import { type Condition, type Fields, nonNegative, type Saveable } from '../state/fields.ts'
import { log } from '../stats/elementary.ts'
import { LastErrors } from './last-errors.ts'
import { OpenAlerts } from './open-alerts.ts'
import type { SeriesState } from './overview-wire.ts'
import { Sameness } from './sameness.ts'

/** Values whose misses are counted, as shown. */
const judgedWide = 50
/** Until that many values were judged a series is new: its intervals and errors are not known well enough. */
const warmUp = 30
/** Rows for which drift is shown after it was found, and in which an anomaly that goes on loses most of its weight. */
const driftRows = 30
const anomalyRows = 12
/** The rarity that counts most, and that of an anomaly without one. */
const rarest = 1e-6
const rare = 1e-3
/** Evidence that begins and that ends a time of failing intervals, and how many usual errors the last ones are then. */
const failing = { begins: 9, ends: 3, most: 10 }
const errors = { begin: 4, end: 2.5 }

/** What is known of a value when it comes. */
export interface Judged {
  readonly value: number
  /** Value − forecast at the first lead; NaN if unknown. */
  readonly residual: number
  /** The outermost interval of that forecast, NaN if unknown, and its nominal coverage. */
  readonly lower: number
  readonly upper: number
  readonly level: number
  /** Those that are about this target. */
  readonly events: readonly SeriesEvent[]
}

/** How a line stands. */
export interface Standing {
  readonly state: SeriesState
  readonly attention: number
  readonly why: string
}

/**
 * Whether a target of a series needs somebody to look at it, judged from its forecasts alone. What begins a state is
 * more than what ends it, so that states do not come and go; a new series is in none.
 */
export class Attention implements Saveable {
  /** The number of events so far. */
  events = 0
  private rows = 0
  private level = 0
  private judged = 0
  /** Of the last judged values: 1 outside, 0 inside. */
  private readonly outcomes = new Uint8Array(judgedWide)
  private olderMisses = 0
  /** Logarithm of how much more probable the outcomes are if the intervals fail than if they hold; 0 at least. */
  private evidence = 0
  private fails = false
  private readonly sizes = new LastErrors()
  private readonly sameness = new Sameness()
  /** Numbers of the rows, from 1; 0 if there was none. */
  private driftAt = 0
  private anomalyAt = 0
  private rarity = rare
  /** What the events say; empty if nothing does. */
  private drift = ''
  private anomaly = ''
  /** Alerts that have not ended, the newest last. */
  private readonly alerts = new OpenAlerts()

  state(fields: Fields): void {
    this.events = fields.counter('events', this.events)
    this.rows = fields.counter('rows', this.rows)
    this.level = fields.number('level', this.level)
    this.judged = fields.counter('judged', this.judged)
    fields.numbers('outcomes', this.outcomes, zeroOrOne)
    this.olderMisses = fields.counter('olderMisses', this.olderMisses)
    this.evidence = fields.number('evidence', this.evidence, nonNegative)
    this.fails = fields.boolean('fails', this.fails)
    fields.part('sizes', this.sizes)
    fields.part('sameness', this.sameness)
    this.driftAt = fields.counter('driftAt', this.driftAt)
    this.anomalyAt = fields.counter('anomalyAt', this.anomalyAt)
    this.rarity = fields.number('rarity', this.rarity, nonNegative)
    this.drift = fields.text('drift', this.drift)
    this.anomaly = fields.text('anomaly', this.anomaly)
    fields.part('alerts', this.alerts)
  }

  push({ value, residual, lower, upper, level, events }: Judged): void {
    this.rows++
    this.level = level
    if (upper >= lower && Number.isFinite(value)) this.judge(value < lower || value > upper, 1 - level)
    this.sizes.push(Math.abs(residual))
    this.sameness.push(value)
    for (const event of events) this.happened(event)
    const { ratio } = this.sizes
    const begins = this.evidence >= failing.begins || ratio >= errors.begin
    this.fails = this.fails ? this.evidence >= failing.ends || ratio >= errors.end : this.judged > warmUp && begins
  }

  /** Takes an event, which may be of no row. */
  happened(event: SeriesEvent): void {
    const { kind, of, rarity = rare, reason } = event
    this.events++
    if (kind === 'drift') {
      this.driftAt = this.rows
      this.drift = reason
    } else if (kind === 'anomaly') {
      this.anomalyAt = this.rows
      this.anomaly = reason
      this.rarity = rarity
    } else if (kind === 'alert') this.alerts.begin(event, this.rows)
    else if (of === 'anomaly') this.anomaly = ''
    else if (of === 'alert') this.alerts.end(event)
  }

  /** Share of the last 50 values outside the outermost interval. */
  get misses(): number {
    return this.judged === 0 ? 0 : this.missed / Math.min(this.judged, judgedWide)
  }

  get standing(): Standing {
    const { ratio, whole } = this.sizes
    const { longFor } = this.sameness
    // Large errors come first among those in the same state, and before them those of another unit.
    const more = 20 * (1 - 1 / Math.max(1, ratio)) + 15 * (1 - 1 / Math.max(1, whole / 8))
    const standing = (state: SeriesState, attention: number, why: string): Standing => ({
      state,
      attention: Math.round(attention),
      why,
    })
    if (longFor > 0) return standing('stale', 80 / (1 + (longFor - 1) / 10), this.sameness.sentence)
    if (this.judged <= warmUp && this.rows <= 2 * warmUp) return standing('new', this.alerted ? 60 : 0, this.alerted)
    const sinceDrift = this.driftAt > 0 ? this.rows - this.driftAt : driftRows
    if (sinceDrift < driftRows)
      return standing('drift', 40 + 25 * (1 - sinceDrift / driftRows) + more, `${this.drift}${ago(sinceDrift)}`)
    if (this.alerted) return standing('alert', 60, this.alerted)
    if (this.fails) return standing('worse', 45 + more, this.failure)
    if (!this.anomaly) return standing('fine', 0, '')
    const sinceAnomaly = this.rows - this.anomalyAt
    const size = log(Math.max(rarest, this.rarity)) / log(rarest)
    const fresh = Math.max(0, 1 - sinceAnomaly / anomalyRows)
    return standing('anomaly', 10 + 15 * size * fresh + more / 2, `${this.anomaly}${ago(sinceAnomaly)}`)
  }

  private judge(outside: boolean, promise: number): void {
    const slot = this.judged % judgedWide
    if (this.judged >= judgedWide) this.olderMisses += this.outcomes[slot]!
    this.outcomes[slot] = outside ? 1 : 0
    this.judged++
    if (this.judged <= warmUp) return
    // Those who always miss a little more than promised are compared with themselves.
    const older = Math.max(0, this.judged - judgedWide)
    const own = (this.olderMisses + 20 * promise) / (older + 20)
    const usual = Math.min(0.3, Math.max(promise, 1.5 * own, 0.01))
    const failing = Math.min(0.7, Math.max(0.3, 4 * usual))
    const step = outside ? log(failing / usual) : log((1 - failing) / (1 - usual))
    this.evidence = Math.min(most, Math.max(0, this.evidence + step))
  }

  private get missed(): number {
    let missed = 0
    for (const outcome of this.outcomes) missed += outcome
    return missed
  }

  private get failure(): string {
    const { ratio } = this.sizes
    const judged = Math.min(this.judged, judgedWide)
    const { missed } = this
    if (ratio >= errors.end || missed <= (1 - this.level) * judged)
      return `its last errors are ${ratio.toFixed(1)} times as large as usual`
    const promised = Math.round((1 - this.level) * judged * 10) / 10
    return `${missed} of the last ${judged} values are outside the ${percentOf(this.level)} % interval, which promises ${promised}`
  }

  /** What is probable, and when that was first so: the time in it may be over. */
  private get alerted(): string {
    const { newest } = this.alerts
    return newest ? `${newest.reason}${ago(this.rows - newest.row)}` : ''
  }
}

const { most } = failing

const ago = (rows: number) => (rows === 0 ? '' : rows === 1 ? ', 1 row ago' : `, ${rows} rows ago`)

const zeroOrOne: Condition = { holds: (value) => value <= 1, range: [0, 1], expected: '0 or 1' }
