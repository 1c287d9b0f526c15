import * as z from 'zod/mini'
import { resampleFields, wayName, windowText } from '../resample/resample-fields.ts'
import type { ResamplerOptions } from '../resample/resampling.ts'
import { columnsOf, type Way } from '../resample/ways.ts'
import { Windows } from '../resample/windows.ts'
import { optional, withDefault } from '../words/option.ts'
import type { JoinOptions } from './join-option.ts'

/** The option that puts readings together as they come. */
export const resampleOption = {
  resample: optional(
    z.strictObject({
      ...resampleFields,
      with: withDefault(
        z.union([wayName, z.record(z.string(), wayName)]),
        'mean',
        'How the readings of the targets in a window are combined: mean, sum, last, first, min, max, count, ohlc (four columns) or rate (of a counter, which may begin again from 0); or by column, such as { price: ohlc, volume: sum }. Columns that are not named, and covariates, are averaged.',
      ),
    }),
    'Makes one row of the readings in each window, with the time of its beginning. It is passed on when a reading has a time after its end, or, in a live source, when the clock has passed its end.',
  ),
}

/** The options that put rows together which are all there, in any order. */
export const periodOptions = {
  sum: optional(
    windowText,
    'Adds up the rows of each period, such as 1d, 1h, 1w or 1mo, in any order; without rows the sum is 0. Short for resample with sum, and the input is read to its end first.',
  ),
  mean: optional(
    windowText,
    'Averages the rows of each period, such as 5min, in any order. Short for resample with mean, and the input is read to its end first.',
  ),
}

/** The option `resample`, checked. */
export type ResampleOptions = NonNullable<z.output<typeof resampleOption.resample>>

/** The options that say which columns are read, and how rows are put together. */
export interface Resampled {
  readonly target: readonly string[]
  readonly covariates: readonly string[]
  readonly known?: readonly string[] | undefined
  readonly issued?: string | undefined
  readonly offered?: Readonly<Record<string, unknown>> | undefined
  readonly zone?: string | undefined
  readonly sum?: string | undefined
  readonly mean?: string | undefined
  readonly resample?: ResampleOptions | undefined
  readonly join?: JoinOptions | undefined
}

/** Refuses two ways to put rows together, and names of columns that are not read. */
export const oneResampling = z.check<Resampled>(({ value, issues }) => {
  const { covariates, issued, known = [], mean, offered = {}, resample, sum, target } = value
  const add = (input: unknown, path: readonly string[], message: string) =>
    issues.push({ code: 'custom', input, path: [...path], message })
  if (sum !== undefined && mean !== undefined)
    add(mean, ['mean'], 'no mean beside sum: rows are put together in one way')
  if (resample && (sum ?? mean) !== undefined)
    add(resample, ['resample'], 'no resample beside sum or mean: rows are put together in one way')
  const together = resample ? 'resample' : sum === undefined ? 'mean' : 'sum'
  if (issued !== undefined && (resample ?? sum ?? mean) !== undefined)
    add(
      issued,
      ['issued'],
      `no times of issue beside ${together}: give a file with one row of each issue for each period`,
    )
  const made = typeof resample?.with === 'object' ? Object.values(resample.with) : [resample?.with]
  if (made.includes('ohlc') && Object.keys(offered).length > 0)
    add(offered, ['offered'], 'no forecasts of elsewhere with ohlc, which makes other targets')
  if (typeof resample?.with !== 'object') return
  const names = [...target, ...covariates, ...known]
  for (const name of Object.keys(resample.with))
    if (!names.includes(name)) add(name, ['resample', 'with', name], `a column that is read: ${names.join(', ')}`)
})

/** How the rows are put together; undefined if they are not. */
export function resamplingOf(options: Resampled): ResamplerOptions | undefined {
  const { covariates, known = [], mean, resample, sum, target, zone } = options
  const to = resample?.to ?? sum ?? mean
  if (to === undefined) return undefined
  const { wait, per } = resample ?? {}
  const ways = (names: readonly string[], kind: 'targets' | 'others') => names.map((name) => wayOf(options, name, kind))
  const others = { covariates: ways(covariates, 'others'), known: ways(known, 'others') }
  return { to, zone, wait, per, values: ways(target, 'targets'), ...others }
}

function wayOf({ resample, sum }: Resampled, name: string, kind: 'targets' | 'others'): Way {
  const way = resample?.with ?? (sum === undefined ? 'mean' : 'sum')
  return typeof way === 'object' ? (way[name] ?? 'mean') : kind === 'targets' ? way : 'mean'
}

/** The names of targets and covariates after rows were put together and a second file was joined, and the cadence of these. */
export function resampledFacts(options: Resampled) {
  const { covariates, join, target } = options
  const joined = join?.columns ?? []
  const resampling = resamplingOf(options)
  if (!resampling) return { targets: target, covariates: [...covariates, ...joined] }
  const names = (before: readonly string[], kind: 'targets' | 'others') =>
    before.flatMap((name) => columnsOf(name, wayOf(options, name, kind)))
  return {
    targets: names(target, 'targets'),
    covariates: [...names(covariates, 'others'), ...joined],
    cadence: new Windows(resampling.to, resampling.zone).cadence,
  }
}
