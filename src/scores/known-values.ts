import { Recent } from '../series/recent.ts'

/** The fewest whole seasons that reach back over a lead, in steps: the seasonal naive forecast repeats the value then. */
export const wholeSeasons = (lead: number, season: number): number => Math.ceil(lead / season) * season

/** The last values of each channel as a naive forecast repeats them: a missing value is the one before it. */
export class KnownValues extends Recent {
  /** @param oldest the greatest age asked for, in steps */
  constructor(channels: number, oldest: number) {
    super(channels, oldest + 1)
  }

  /** @param values shape [channels]; NaN is missing */
  override push(values: ArrayLike<number>): void {
    super.push(Float64Array.from(values, (value, channel) => (Number.isNaN(value) ? this.ago(0, channel) : value)))
  }
}
