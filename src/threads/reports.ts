import { detached } from '../scores/detached-scores.ts'
import type { SeriesReport } from '../shards/partition.ts'
import { readForecast, writeForecast } from './forecasts.ts'
import { readObservation, writeObservation } from './observations.ts'
import type { PackReader, PackWriter } from './pack.ts'
import { readScores, writeScores } from './scores.ts'

/** Writes what was found out about series, without the inside of their forecasters. */
export const writeReports = (pack: PackWriter, reports: readonly SeriesReport[]): void =>
  pack.list(reports, ({ key, scores, series: _, forecaster: __, warnings = [], last, ...others }) => {
    others satisfies Record<string, never>
    pack.list(key, (part) => pack.name(part))
    pack.optional(scores, (some) => writeScores(pack, detached(some)))
    pack.list(warnings, (warning) => pack.name(warning))
    pack.optional(last, (forecast) => {
      writeObservation(pack, forecast.observation)
      writeForecast(pack, forecast, false)
    })
  })

export const readReports = (pack: PackReader): SeriesReport[] =>
  pack.list(() => {
    const key = pack.list(() => pack.name())
    const scores = pack.optional(() => readScores(pack))
    const warnings = pack.list(() => pack.name())
    const last = pack.optional(() => readForecast(pack, readObservation(pack), scores))
    return { key, scores, warnings, last }
  })
