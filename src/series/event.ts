/** All kinds of events. */
export const eventKinds = ['anomaly', 'drift', 'alert', 'stale', 'recovered'] as const

/** Something about a series that somebody may want to look at. */
export interface SeriesEvent {
  /**
   * - `anomaly`: a value outside the interval of a stated rarity
   * - `drift`: its unit or level has changed, or its forecasts have become worse and stay so
   * - `alert`: the forecast says that a stated thing is as probable as stated
   * - `stale`: no row has come for longer than its steps make plausible
   * - `recovered`: what one of the others said has ended
   */
  readonly kind: (typeof eventKinds)[number]
  /** Milliseconds since 1970, in the time of the data. */
  readonly time: number
  /** The series; absent if there is only one. */
  readonly key?: readonly string[] | undefined
  /** The target that it is about, from 0; absent if it is about all of them. */
  readonly channel?: number | undefined
  /** One sentence. */
  readonly reason: string
  /** Of `recovered`: what has ended. */
  readonly of?: 'anomaly' | 'drift' | 'alert' | 'stale' | undefined
  /** Of `recovered`: the time of the event that has ended. */
  readonly since?: number | undefined
  /** Of an anomaly: the share of past errors that were at least as large, 0 … 1. */
  readonly rarity?: number | undefined
  /** True if only the clock of the machine made it, so that the same rows may not give it again. */
  readonly clock?: true
}
