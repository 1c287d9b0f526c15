import { type Duration, parseDuration } from '../time/duration.ts'
import type { ColumnWays } from './open-windows.ts'
import type { Way } from './ways.ts'
import { completeAt, Windows } from './windows.ts'

/** One way for all columns of a kind, or a way for each. */
export type WaysOf = Way | readonly Way[]

/** How readings become windows. */
export interface ResamplerOptions {
  /** The length of a window, such as `5min`. */
  readonly to: string
  /** Zone of the calendar if `to` names none. */
  readonly zone?: string | undefined
  readonly values: WaysOf
  readonly covariates?: WaysOf | undefined
  readonly known?: WaysOf | undefined
  /** How long a window waits for readings after its end, a duration; `ever` until `flush`. Default: not at all. */
  readonly wait?: string | undefined
  /** Time that a rate is for. Default: `1s`. */
  readonly per?: string | undefined
}

/** The options of a `Resampler`, read. */
export class Resampling {
  readonly windows: Windows
  /** Whether a reading can be too late. */
  readonly everLate: boolean
  /** Whether windows without readings are made also if readings follow: a sum of none is 0. */
  readonly fills: boolean
  private readonly wait: Duration | 'none' | undefined
  private readonly options: ResamplerOptions
  private readonly per: number

  constructor(options: ResamplerOptions) {
    const { to, values, wait, zone, per = '1s' } = options
    this.options = options
    this.windows = new Windows(to, zone)
    this.wait = wait === undefined ? 'none' : wait === 'ever' ? undefined : parseDuration(wait)
    this.everLate = wait !== 'ever'
    this.fills = [values].flat().some((way) => way === 'sum' || way === 'count')
    const duration = parseDuration(per)
    this.per = duration.kind === 'fixed' ? duration.ms : 1000
  }

  completeAt(end: number): number {
    return completeAt(end, this.wait)
  }

  /** The ways of columns, by the numbers of values, covariates, known columns and forecasts of elsewhere. */
  columns([values = 0, covariates = 0, known = 0, elsewhere = 0]: readonly number[]): ColumnWays {
    const { options, per } = this
    const [first] = [options.values].flat()
    return {
      values: forEach(options.values, values),
      covariates: forEach(options.covariates, covariates),
      known: forEach(options.known, known),
      elsewhere: forEach(first === 'sum' ? 'sum' : 'mean', elsewhere),
      per,
    }
  }
}

const forEach = (ways: WaysOf = 'mean', count: number): readonly Way[] =>
  Array.from({ length: count }, (_, i) => (typeof ways === 'string' ? ways : (ways[i] ?? 'mean')))
