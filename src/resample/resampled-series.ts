import { countingIn } from '../series/counting-in.ts'
import { FarAhead } from '../series/far-ahead.ts'
import { hasNoTarget, tellsAhead } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation, Row } from '../series/observation.ts'
import { timeOrBefore, timeOrNone } from '../series/valid-time.ts'
import { visitKey, visitRow } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec } from '../state/spec.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { InputEdges } from './input-edges.ts'
import { type OpenWindow, OpenWindows, widthsOf } from './open-windows.ts'
import type { Resampling } from './resampling.ts'
import type { Span } from './windows.ts'

/** Windows without readings in a row, at most, if nothing shows that longer pauses occur. */
const plausibleGap = 1000
/** Windows with missing values that the clock makes in a row, as many as `fillGaps` fills by default. */
const missingWindows = 30

const mostFilled = (longest: number) => Math.max(plausibleGap, 10 * longest)

/** What becomes of the windows of a series. */
export interface WindowReceiver {
  /** Gets each window that is complete. */
  take(window: Observation): void
  /** Gets the number of windows that are going to be made at once. */
  expect(count: number): void
}

/** The readings of one series. Its clock is the time of its newest reading, and goes on from it as the clock does. */
export class ResampledSeries implements Saveable {
  key: readonly string[] | undefined
  private readonly resampling: Resampling
  private readonly ledger: Ledger
  private readonly receiver: WindowReceiver
  private readonly edges: InputEdges
  private readonly far: FarAhead
  private open: OpenWindows | undefined
  /** Whether readings came as they occurred. */
  private live = false
  /** The newest time of a reading, and when it arrived; NaN until a tick has come after it. */
  private latest = Number.NEGATIVE_INFINITY
  private arrived = Number.NaN
  /** When the reading that is being taken arrived. */
  private now = Number.NaN
  /** The end of the last window passed on, and the beginning of the last one with readings. */
  private closed = Number.NEGATIVE_INFINITY
  private lastBegin = Number.NaN
  /** The longest plausible time between two windows with readings, in windows. */
  private longest = 0
  private row: Row | undefined
  /** The window of the last reading, since most have the same. */
  private span: Span = { begin: 0, end: 0 }

  /** @param edges those of the input, with all series */
  constructor(resampling: Resampling, ledger: Ledger, receiver: WindowReceiver, edges: InputEdges) {
    this.resampling = resampling
    this.ledger = ledger
    this.receiver = receiver
    this.edges = edges
    const counting = countingIn(ledger)
    this.far = new FarAhead(
      (reading) => this.take(reading),
      (reading, plausible) =>
        counting.reject(
          reading,
          `expected a time near ${formatTimestamp(plausible)}, got ${formatTimestamp(reading.time)}, which the rows after it do not confirm; correct the clock that it is from`,
        ),
    )
  }

  /** @param arrived when it arrived, in milliseconds; NaN if that is not known */
  next(reading: Observation, arrived: number): void {
    this.now = arrived
    if (reading.live) this.live = true
    this.open ??= this.openFor(widthsOf(reading))
    const below = this.open.counterBelow(reading)
    if (!this.open.fits(reading)) {
      const expected = `${this.open.widths} values, covariates, known columns and forecasts as in the first reading`
      countingIn(this.ledger).reject(reading, `expected ${expected}, got ${widthsOf(reading)}`)
    }
    // As with another cell that cannot be used, the whole reading is missing.
    else if (below !== undefined) countingIn(this.ledger).reject(reading, `expected a counter, got ${below}`)
    // It only tells what is known ahead.
    else if (reading.future) this.takeFuture(reading)
    // If windows never close, no reading can make others late.
    else if (this.resampling.everLate) this.far.next(reading)
    else this.take(reading)
  }

  tick(time: number): void {
    if (Number.isNaN(this.arrived)) this.arrived = time
    else if (time > this.arrived) this.close(this.latest + (time - this.arrived), true)
  }

  /** The time of the clock when the next window is complete. */
  get due(): number {
    if (!this.open) return Number.POSITIVE_INFINITY
    const next = this.emptyAt(this.closed)
    const complete = Math.min(this.open.soonest, next ? this.resampling.completeAt(next.end) : Number.POSITIVE_INFINITY)
    return Number.isNaN(this.arrived) ? Number.NEGATIVE_INFINITY : this.arrived + complete - this.latest
  }

  flush(): void {
    this.far.flush()
    this.close(Number.POSITIVE_INFINITY, false)
  }

  private take(reading: Observation): void {
    const { closed, ledger, now, resampling } = this
    const { time } = reading
    if (time > this.latest) {
      this.latest = time
      this.arrived = now
    }
    const span = time >= this.span.begin && time < this.span.end ? this.span : resampling.windows.at(time)
    if (!span) countingIn(ledger).skip(reading)
    else if (span.begin < closed)
      countingIn(ledger).reject(
        reading,
        `expected a time from ${formatTimestamp(closed)} on, since the window before it was passed on, got ${formatTimestamp(time)}; a longer wait would keep it`,
      )
    else {
      this.span = span
      if (!hasNoTarget(reading)) this.edges.see(span, time)
      this.open!.add(span, reading)
    }
    this.close(this.latest, false)
  }

  /** Passes on the windows that are complete at a time; also those without readings if the clock says so. */
  private close(time: number, ticked: boolean): void {
    const { open, receiver, resampling } = this
    const complete = open?.takeComplete(time) ?? []
    if (resampling.fills && complete.length > 1) receiver.expect(this.filling(complete))
    for (const window of complete) {
      if (!window.future) this.fill(window.begin)
      this.row = window.row ?? this.row
      this.passWhole(window, time === Number.POSITIVE_INFINITY)
      this.closed = window.end
      this.lastBegin = window.begin
    }
    if (!ticked) return
    for (;;) {
      const empty = this.emptyAt(this.closed)
      if (!empty || resampling.completeAt(empty.end) > time) return
      this.passEmpty(empty)
    }
  }

  /** Passes on a window, unless it lacks readings at the beginning or end of the input. */
  private passWhole(window: OpenWindow, ended: boolean): void {
    const numbers = this.open!.numbersOf(window)
    if (this.edges.isCutAtBegin(window, ended)) return
    const isFuture = window.future || (ended && this.edges.isCutAtEnd(window))
    if (!isFuture) this.pass(window.begin, numbers, this.row)
    // What is known ahead is useful, also of a window that the input ends in.
    else if (tellsAhead(numbers)) this.pass(window.begin, { ...numbers, ...this.unknown, future: true }, this.row)
  }

  /** Passes on sums of windows without readings, unless the gap is longer than is plausible. */
  private fill(begin: number): void {
    const { lastBegin, longest, resampling } = this
    const gap = resampling.windows.steps(lastBegin, begin)
    if (resampling.fills && gap <= mostFilled(longest))
      for (let empty = this.emptyAt(this.closed); empty && empty.begin < begin; empty = this.emptyAt(this.closed))
        this.passEmpty(empty)
    if (gap <= plausibleGap) this.longest = Math.max(longest, gap)
  }

  /** The number of windows that `fill` makes between some. */
  private filling(windows: readonly Span[]): number {
    let { longest } = this
    let count = 0
    for (const [i, { begin }] of windows.entries()) {
      const gap = i === 0 ? Number.NaN : this.resampling.windows.steps(windows[i - 1]!.begin, begin)
      if (gap <= mostFilled(longest)) count += gap
      if (gap <= plausibleGap) longest = Math.max(longest, gap)
    }
    return count
  }

  /** The window without readings that begins at a time; undefined if there is none, or have been too many. */
  private emptyAt(time: number): Span | undefined {
    const { lastBegin, longest, resampling } = this
    if (time === Number.NEGATIVE_INFINITY || resampling.windows.pauses) return undefined
    const most = resampling.fills ? mostFilled(longest) : missingWindows
    return resampling.windows.steps(lastBegin, time) <= most ? resampling.windows.at(time) : undefined
  }

  private passEmpty({ begin, end }: Span): void {
    // A run counts windows without readings beside the rows.
    this.ledger.fill()
    this.pass(begin, this.open!.nothing, this.row)
    this.closed = end
  }

  /** A row of the future does not move the clock. A live one replaces what was known of its window. */
  private takeFuture(reading: Observation): void {
    const { known, elsewhere, issued, live, row, time } = reading
    const span = this.resampling.windows.at(time)
    if (live) this.pass(span?.begin ?? time, { ...this.unknown, known, elsewhere, issued, future: true }, row)
    else if (span && span.begin >= this.closed) this.open!.add(span, reading)
  }

  /** The targets of a window in the future. */
  private get unknown(): Pick<Observation, 'values' | 'covariates'> {
    const { values, covariates } = this.open!.nothing
    return { values: Float64Array.from(values, () => Number.NaN), covariates }
  }

  private pass(time: number, numbers: Omit<Observation, 'time'>, row: Row | undefined): void {
    this.receiver.take({
      time,
      ...numbers,
      row,
      ...(this.key && { key: this.key }),
      ...(this.live && { live: true }),
    })
  }

  private openFor(widths: string): OpenWindows {
    const { resampling } = this
    const counts = widths.split(',').map(Number)
    return new OpenWindows(resampling.columns(counts), (end) => resampling.completeAt(end))
  }

  state(fields: Fields): void {
    this.key = fields.optional('key', this.key, visitKey)
    this.live = fields.boolean('live', this.live)
    fields.part('far', this.far)
    this.open = fields.built('open', this.open, this.open?.widths, (spec) => {
      demandSpec(/^\d{1,4}(,\d{1,4}){3}$/.test(spec), spec)
      return this.openFor(spec)
    })
    this.latest = fields.number('latest', this.latest, timeOrBefore)
    this.arrived = fields.number('arrived', this.arrived, timeOrNone)
    this.closed = fields.number('closed', this.closed, timeOrBefore)
    this.lastBegin = fields.number('lastBegin', this.lastBegin, timeOrNone)
    this.longest = fields.number('longest', this.longest)
    this.row = fields.optional('row', this.row, visitRow)
  }
}
