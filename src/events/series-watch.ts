import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { ChannelWatch } from './channel-watch.ts'
import { DueSpread } from './due-spread.ts'

/** Options of `SeriesWatch`. */
export interface SeriesWatchOptions {
  readonly channels: number
  /** The shortest, in steps. */
  readonly lead: number
  readonly levels: readonly number[]
  /** A value is an anomaly if it is rarer than one in this many; 0 finds none. */
  readonly anomalies: number
  /** Names of the targets. */
  readonly targets: readonly string[]
}

/** Finds anomalies and drift in the scored forecasts of a series, and when they have ended. */
export class SeriesWatch implements Saveable {
  private readonly due: DueSpread
  private readonly channels: readonly ChannelWatch[]

  constructor({ channels, lead, levels, anomalies, targets }: SeriesWatchOptions) {
    this.due = new DueSpread(channels, lead, levels)
    this.channels = Array.from(
      { length: channels },
      (_, i) => new ChannelWatch(targetName(targets, i, channels), anomalies),
    )
  }

  /** @returns what has happened as of the observation of a forecast */
  add(scored: ScoredData): readonly SeriesEvent[] {
    const { drift, observation } = scored
    const { key, time, values } = observation
    if (observation.restart) this.due.clear()
    const { due } = this.due
    const events: SeriesEvent[] = []
    for (const [channel, watch] of this.channels.entries()) {
      const found = watch.add(time, values[channel]!, due, channel, drift?.includes(channel) ?? false)
      for (const one of found) events.push({ ...one, time, ...(key && { key }), channel })
    }
    this.due.issue(scored)
    return events
  }

  state(fields: Fields): void {
    fields.part('due', this.due)
    fields.parts('channels', this.channels)
  }
}

/** The name of a target in sentences. */
export const targetName = (targets: readonly string[], channel: number, channels: number): string =>
  targets[channel] ?? (channels === 1 ? 'the value' : `target ${channel + 1}`)
