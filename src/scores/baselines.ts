import type { Baseline } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { naturalSeasons, seasonWords } from '../time/natural-seasons.ts'
import { type KnownValues, wholeSeasons } from './known-values.ts'
import { skill } from './skill.ts'

/** A naive forecast: its name, and the season in steps after which it repeats a value; undefined for persistence. */
export type BaselineKind = Pick<Baseline, 'name' | 'season'>

/** Longest natural season that is compared with: beyond, its values take more memory than the rest of a run. */
const longest = 2016

/**
 * The naive forecasts that suit a cadence: the last value, that of an hour, a day, a week and a year ago if it is
 * within 2,016 steps (a week of five minutes), and that of the season.
 *
 * @param season in steps
 * @throws RangeError if `cadence` is not a duration
 * @example baselineKinds('1d', undefined).map(({ name }) => name) // ['the last value', 'a week ago', 'a year ago']
 */
export function baselineKinds(cadence: string | undefined, season: number | undefined): BaselineKind[] {
  const natural = cadence === undefined ? [] : naturalSeasons(cadence).map(({ steps }) => steps)
  const seasons = new Set([...natural.filter((steps) => steps <= longest), ...(season === undefined ? [] : [season])])
  seasons.delete(1)
  return [undefined, ...[...seasons].sort((a, b) => a - b)].map((season) => ({
    name: baselineName(season, cadence),
    season,
  }))
}

/** What a naive forecast repeats, in words. */
export const baselineName = (season: number | undefined, cadence: string | undefined): string =>
  season === undefined ? 'the last value' : `${seasonWords(season, cadence)} ago`

/**
 * Errors of several naive forecasts over the same origins. While there is no value of the season, it is the last value
 * that is repeated.
 */
export class Baselines implements Saveable {
  private readonly kinds: readonly BaselineKind[]
  private readonly leads: readonly number[]
  /** Steps from the target back to the value that is repeated, shape [kinds × leads]. */
  private readonly ages: readonly (readonly number[])[]
  /** By cell (channel × leads): errors counted, and the absolute ones of the forecaster. */
  private readonly counts: Float64Array
  private readonly ours: Float64Array
  /** Absolute errors, shape [kinds × cells]. */
  private readonly sums: Float64Array

  constructor(kinds: readonly BaselineKind[], channels: number, leads: readonly number[]) {
    const cells = channels * leads.length
    this.kinds = kinds
    this.leads = leads
    this.ages = kinds.map(({ season }) =>
      leads.map((lead) => (season === undefined ? lead : wholeSeasons(lead, season))),
    )
    this.counts = zeros(cells)
    this.ours = zeros(cells)
    this.sums = zeros(kinds.length * cells)
  }

  /** The greatest age asked for, in steps. */
  get oldest(): number {
    return Math.max(...this.ages.flat())
  }

  /**
   * Adds the errors for a value that is known.
   *
   * @param i index of the lead
   * @param error of the forecaster
   */
  add(channel: number, i: number, actual: number, error: number, known: KnownValues): void {
    const last = known.ago(this.leads[i]!, channel)
    if (Number.isNaN(last)) return
    const cells = this.counts.length
    const cell = channel * this.leads.length + i
    this.counts[cell]!++
    this.ours[cell]! += Math.abs(error)
    for (let kind = 0; kind < this.ages.length; kind++) {
      const value = known.ago(this.ages[kind]![i]!, channel)
      this.sums[kind * cells + cell]! += Math.abs(actual - (Number.isNaN(value) ? last : value))
    }
  }

  /** @param units divisor of the errors, by channel */
  list(units: Float64Array | undefined): Baseline[] {
    const cells = this.counts.length
    return this.kinds.map(({ name, season }, kind) => ({
      name,
      season,
      mae: this.counts.map(
        (count, cell) => this.sums[kind * cells + cell]! / count / (units?.[Math.floor(cell / this.leads.length)] ?? 1),
      ),
      skill: this.counts.map((_, cell) => skill(this.ours[cell]!, this.sums[kind * cells + cell]!)),
    }))
  }

  state(fields: Fields): void {
    fields.same(
      'seasons',
      this.kinds.map(({ season = 1 }) => season),
    )
    fields.numbers('counts', this.counts)
    fields.numbers('ours', this.ours)
    fields.numbers('sums', this.sums)
  }
}
