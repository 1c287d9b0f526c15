import type { Recent } from '../series/recent.ts'
import { zeros } from '../state/zeros.ts'
import type { Moments } from '../stats/moments.ts'

/** Inputs that come from the other channels: their levels, or their changes over these lags in steps, rising. */
export type OtherInputs = 'levels' | readonly number[]

/** The most inputs that come from the other channels: more of them cost time with their square, and blur the weights. */
const maxInputs = 16

const inputsEach = (others: OtherInputs) => (others === 'levels' ? 1 : others.length)

/** Whether there are other channels, and few enough of them. */
export const hasOthers = (channels: number, others: OtherInputs): boolean =>
  channels > 1 && (channels - 1) * inputsEach(others) <= maxInputs

/** What is known of every channel at one step. */
export interface ChannelRows {
  /** Standardised values of this step, shape [channels]. */
  readonly levels: Float64Array
  /** Values of this step and of those before it, and for each of them whether it is a stand-in. */
  readonly recent: Recent
  readonly standIns: Recent
  /** Moments of the differences of each channel. */
  readonly differences: readonly Moments[]
}

/**
 * What each channel shows the others at one step: its level, which says where a channel that follows it will be, or its
 * changes in units of their deviation, which say the same of channels without a fixed level. 0 stands for what is missing
 * or not yet known.
 */
export class OtherChannels {
  /** Number of inputs that one channel takes from the others. */
  readonly width: number
  readonly #others: OtherInputs
  readonly #clip: number
  readonly #each: number
  /** Shape [channels × inputs each], of this step only. */
  readonly #shown: Float64Array

  /** @param clip changes are clipped at ± this */
  constructor(channels: number, others: OtherInputs, clip: number) {
    this.#others = others
    this.#clip = clip
    this.#each = inputsEach(others)
    this.width = (channels - 1) * this.#each
    this.#shown = zeros(channels * this.#each)
  }

  /** Computes what each channel shows at this step. */
  update(rows: ChannelRows): void {
    const others = this.#others
    for (let channel = 0; channel < rows.levels.length; channel++) {
      const at = channel * this.#each
      if (others === 'levels') this.#shown[at] = rows.standIns.ago(0, channel) === 1 ? 0 : rows.levels[channel]!
      else for (let i = 0; i < others.length; i++) this.#shown[at + i] = this.#change(rows, channel, others[i]!)
    }
  }

  #change({ differences, recent, standIns }: ChannelRows, channel: number, lag: number): number {
    const { deviation } = differences[channel]!
    const change = recent.ago(0, channel) - recent.ago(lag, channel)
    if (!(deviation > 0) || Number.isNaN(change)) return 0
    if (standIns.ago(0, channel) + standIns.ago(lag, channel) > 0) return 0
    return Math.max(-this.#clip, Math.min(this.#clip, change / deviation))
  }

  /** Writes the inputs of a channel to `out`, from `at`. */
  write(channel: number, out: Float64Array, at: number): void {
    const own = channel * this.#each
    out.set(this.#shown.subarray(0, own), at)
    out.set(this.#shown.subarray(own + this.#each), at + own)
  }
}
