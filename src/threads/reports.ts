import { detached } from '../scores/detached-scores.ts'
import type { SeriesReport } from '../shards/partition.ts'
import { readForecast, writeForecast } from './forecasts.ts'
import { readObservation, writeObservation } from './observations.ts'
import type { PackReader, PackWriter } from './pack.ts'
import { readScores, writeScores } from './scores.ts'

/** Writes what was found out about series, without the inside of their forecasters. */
export const writeReports = (pack: PackWriter, reports: readonly SeriesReport[]): void =>
  pack.list(reports, ({ key, scores, series: _, forecaster: __, warnings = [], worth = [], last, ...others }) => {
    others satisfies Record<string, never>
    pack.list(key, (part) => pack.name(part))
    pack.optional(scores, (some) => writeScores(pack, detached(some)))
    pack.list(warnings, (warning) => pack.name(warning))
    pack.list(worth, ({ channel, from, to, count, withAll, withNone, without }) => {
      for (const number of [channel, from, to, count, withAll, withNone]) pack.number(number)
      pack.list(without, (error) => pack.number(error))
    })
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
    const worth = pack.list(() => {
      const [channel, from, to] = [pack.number(), pack.number(), pack.number()]
      const [count, withAll, withNone] = [pack.number(), pack.number(), pack.number()]
      return { channel, from, to, count, withAll, withNone, without: pack.list(() => pack.number()) }
    })
    const last = pack.optional(() => readForecast(pack, readObservation(pack), scores))
    return { key, scores, warnings, worth, last }
  })
