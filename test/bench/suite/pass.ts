import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import { lookAt } from '../../../src/look/look.ts'
import { chainOf } from '../../../src/pipeline/chain.ts'
import { definePipeline } from '../../../src/pipeline/define-pipeline.ts'
import { pipelineOf } from '../../../src/pipeline/pipeline-of.ts'
import { survey } from '../../../src/pipeline/survey.ts'
import type { Forecast } from '../../../src/series/forecast.ts'
import { Ledger } from '../../../src/series/ledger.ts'
import { InputBytes } from '../../../src/sources/input-bytes.ts'
import type { Series } from './series.ts'

/** What differs from the pipeline that `rxcast init` writes. */
export interface Changes {
  /** `look`: as `init` writes it; `list`: that of LIST.csv; `default`: that of the cadence. */
  readonly season: 'look' | 'list' | 'default'
  /** Beginnings of the names of the experts to mix; undefined for all. */
  readonly experts?: readonly string[] | undefined
  /** Beginnings of the names of the experts to leave out. */
  readonly without: readonly string[]
}

/**
 * Sends a series row by row through the steps that `rxcast init FILE --horizon H` writes for its file, up to the
 * forecast.
 *
 * @param onForecast called after each row with the number of rows known; the forecast's inside is still that of the row
 * @returns the processor time of the steps, and of `onForecast`, in milliseconds
 */
export async function pass(
  series: Series,
  changes: Changes,
  onForecast?: (known: number, forecast: Forecast) => void,
): Promise<number> {
  const { signal } = new AbortController()
  const look = await lookAt(series.path, () => new InputBytes(series.path, series.path, signal))
  const tree = pipelineOf(look, { path: series.path, horizon: series.horizon })
  const { context, steps } = await survey(definePipeline(tree))
  const at = steps.findIndex(({ word }) => word.forecaster)
  const { word, argument, ...rest } = steps[at]!
  const observations = series.values.map((value, i) => ({ time: series.times[i]!, values: [value], covariates: [] }))

  const { season: _, ...said } = argument as { readonly season?: unknown }
  const seasoned =
    changes.season === 'look'
      ? (argument as object)
      : changes.season === 'default'
        ? said
        : { ...said, season: series.season > 1 ? series.season : 'none' }
  const probe = new Forecaster(word.forecaster!(seasoned, context, observations[0]))
  const experts = probe.expertNames.filter((name) => isMixed(name, changes))
  const all = experts.length === probe.expertNames.length
  probe.dispose()
  const changed = { ...rest, word, argument: all ? seasoned : { ...seasoned, experts } }

  let latest: Forecast | undefined
  const run = chainOf<Forecast>([...steps.slice(0, at), changed], context, new Ledger()).open((forecast) => {
    latest = forecast
  })
  const begun = process.cpuUsage()
  observations.forEach((observation, i) => {
    run.next(observation)
    onForecast?.(i + 1, latest!)
  })
  const { system, user } = process.cpuUsage(begun)
  run.close?.()
  if (latest?.origin !== observations.at(-1)!.time) throw new Error(`${series.id}: no forecast from the last row`)
  return (system + user) / 1000
}

const isMixed = (name: string, { experts, without }: Changes) =>
  (experts?.some((begin) => name.startsWith(begin)) ?? true) && !without.some((begin) => name.startsWith(begin))
