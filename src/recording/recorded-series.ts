import { strongestBaseline } from '../scores/strongest-baseline.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoreData, ScoredData } from '../series/scored.ts'
import { type Fields, nonNegative, visitSaveable } from '../state/fields.ts'
import type { Piece } from '../state/piece.ts'
import { Attention, type Standing } from './attention.ts'
import { Glance } from './glance.ts'
import { eventsOf, markOf } from './marks.ts'
import type { Recorder } from './recorder.ts'
import type { Mark } from './wire.ts'

/** A series is late if nothing came for that many times the longest of the last times between two of its rows. */
const patience = 3
/** Share of the longest time between two rows that is left after another row. */
const forgetting = 0.97
/** Rows before a series can be late. */
const leastRows = 3

/** Where a run is, as seen by a series. */
export interface Present {
  /** The latest time of all series. */
  readonly time: number
  /** Rows of all series so far, and the number of series. */
  readonly rows: number
  readonly series: number
  /** Whether rows of some series are there and were not read yet: none is late then. */
  readonly behind?: boolean
}

/** One of the series of a run: a glance at its last values, how it stands, and its recorder if there is room for it. */
export class RecordedSeries implements Piece {
  /** Its position in the order of first rows. */
  readonly number: number
  /** Empty if it is the only one. */
  key: readonly string[] = []
  readonly glance: Glance
  recorder: Recorder | undefined
  /** Changes whenever the state does. */
  version = 0
  private readonly channels: readonly string[]
  /** By target. */
  private readonly attention: readonly Attention[]
  private readonly recorderOf: () => Recorder
  private scores: ScoreData | null = null
  /** By target; NaN if it is not known. Computed when it is read. */
  private readonly skills: Float64Array
  /** How much attention it needed when it was asked last. */
  asked = 0
  private longestGap = 0
  /** Number of its last row among those of all series. */
  private lastRow = 0
  /** Why the clock of the machine says that no rows come; empty if they do. */
  private silence = ''

  /** @param recorderOf makes a recorder for it, without rows */
  constructor(number: number, channels: readonly string[], recorderOf: () => Recorder) {
    this.number = number
    this.channels = channels
    this.recorderOf = recorderOf
    this.glance = new Glance(channels.length)
    this.attention = channels.map(() => new Attention())
    this.skills = new Float64Array(channels.length).fill(Number.NaN)
  }

  state(fields: Fields): void {
    fields.part('glance', this.glance)
    fields.parts('attention', this.attention)
    if (fields.saving) this.readSkills()
    fields.numbers('skills', this.skills)
    this.asked = fields.counter('asked', this.asked)
    this.longestGap = fields.number('longestGap', this.longestGap, nonNegative)
    this.lastRow = fields.counter('lastRow', this.lastRow)
    this.silence = fields.text('silence', this.silence)
    this.recorder = fields.optional('recorder', this.recorder, visitSaveable(this.recorderOf))
  }

  /**
   * Takes an observation.
   *
   * @param row its number among those of all series
   * @param inside whether to record the inside state of the forecaster
   * @returns what has happened
   */
  write(scored: ScoredData, row: number, inside: boolean): readonly SeriesEvent[] {
    const { attention, channels, glance } = this
    const { observation, leads } = scored
    const events = eventsOf(scored, channels)
    const before = glance.time(glance.rows - 1)
    this.longestGap = Math.max(forgetting * this.longestGap, observation.time - before || 0)
    glance.push(scored)
    const at = glance.rows - 1
    for (let channel = 0; channel < channels.length; channel++)
      attention[channel]!.push({
        value: observation.values[channel]!,
        residual: scored.residuals[channel * leads.length]!,
        lower: glance.due(at, channel, 'lower'),
        upper: glance.due(at, channel, 'upper'),
        level: glance.level,
        events: events.length === 0 ? events : events.filter((event) => (event.channel ?? channel) === channel),
      })
    this.scores = scored.scores
    this.lastRow = row
    this.silence = ''
    this.recorder?.write([scored], inside)
    this.version++
    return events
  }

  /** Takes an event that is of no row. */
  happened(event: SeriesEvent): void {
    for (const [channel, attention] of this.attention.entries())
      if ((event.channel ?? channel) === channel) attention.happened(event)
    if (event.kind === 'stale') this.silence = event.reason
    else if (event.of === 'stale') this.silence = ''
    this.recorder?.note(markOf(event))
    this.version++
  }

  note(mark: Mark): void {
    this.recorder?.note(mark)
    this.version++
  }

  /** Begins to record it, with what is known of its last values. */
  record(): Recorder {
    this.recorder ??= this.recording()
    this.version++
    return this.recorder
  }

  /** Its recorder, or one that begins with its last values and is not kept. */
  recording(): Recorder {
    if (this.recorder) return this.recorder
    const recorder = this.recorderOf()
    recorder.beginWith(this.glance, this.scores)
    return recorder
  }

  /** Records it no more. */
  drop(): void {
    this.recorder = undefined
    this.version++
  }

  /** The standing of a target at a time of the run. */
  standing(channel: number, present: Present): Standing {
    const late = this.lateness(present)
    if (this.silence === '' && late < 1) return this.attention[channel]!.standing
    const steps = Math.round((present.time - this.last) / (this.glance.stepMs || this.longestGap))
    return {
      state: 'stale',
      attention: Math.round(80 / (1 + Math.max(0, late - 1) / 10)),
      why: late < 1 ? this.silence : `no row for ${steps} steps, while others have come`,
    }
  }

  /** How much attention it needs, apart from its silence. */
  ask(): number {
    this.asked = 0
    for (const { standing } of this.attention) this.asked = Math.max(this.asked, standing.attention)
    return this.asked
  }

  misses(channel: number): number {
    return this.attention[channel]!.misses
  }

  /** The number of its events so far. */
  events(channel: number): number {
    return this.attention[channel]!.events
  }

  /** By target, against the strongest naive forecast; NaN if it is not known. */
  readSkills(): Float64Array {
    const { scores, skills } = this
    if (!scores) return skills
    const { baselines, count, leads, mae } = scores
    for (let channel = 0; channel < skills.length; channel++)
      skills[channel] = strongestBaseline({ baselines, count, mae }, channel, leads.length)?.skill ?? Number.NaN
    return skills
  }

  /** Time of the last observation; NaN before the first. */
  get last(): number {
    return this.glance.time(this.glance.rows - 1)
  }

  /** How late it is, in times of what is tolerated. */
  private lateness({ behind, time, rows, series }: Present): number {
    if (behind) return 0
    // In a file that has one series after the other, the rows of the others come at other times.
    if (this.glance.rows < leastRows || rows - this.lastRow <= 2 * series) return 0
    const usual = Math.max(this.longestGap, this.glance.stepMs || 0)
    return usual > 0 ? (time - this.last) / (patience * usual) : 0
  }
}
