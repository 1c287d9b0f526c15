import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ForecasterOptions } from '../../../src/defaults/options.ts'
import { forecastWord } from '../../../src/operators/forecast.ts'
import { forecasterOptions } from '../../../src/operators/forecast-options.ts'
import { shapeOf } from '../../../src/operators/shape.ts'
import { loadPipeline } from '../../../src/pipeline/load-pipeline.ts'
import { survey } from '../../../src/pipeline/survey.ts'
import type { Observation } from '../../../src/series/observation.ts'
import { readSuite } from '../suite/series.ts'

/** A series, and the options of its forecaster. */
export interface Series {
  readonly name: string
  readonly group: string
  readonly observations: readonly Observation[]
  readonly options: ForecasterOptions
}

/** Of `test/bench/accuracy`. Prices have no LSTMs by default: the S&P 500 is taken as days. */
const files = ['seattle-weather', 'seattle-alone', 'sp500', 'co2', 'airline-a', 'etth1']

/** The series of the accuracy tables, cut after some rows. */
export async function projectSeries(rows: number, etth1: string | undefined): Promise<Series[]> {
  const found: Series[] = []
  for (const name of files) {
    const pipeline = loadPipeline(fileURLToPath(new URL(`../accuracy/${name}.yaml`, import.meta.url)))
    if (name === 'etth1') {
      if (!etth1 || !existsSync(etth1)) continue
      Object.assign(pipeline.source.argument as object, { path: resolve(etth1) })
    }
    const { source, context, steps } = await survey(pipeline)
    const observations = (await source.peek(rows))!
    const { argument } = steps.find(({ word }) => word === forecastWord)!
    const options = forecasterOptions(shapeOf(observations[0]!), argument as never, context)
    const asDays = name === 'sp500' ? { cadence: '1d', scale: 'log' as const } : {}
    found.push({ name, group: 'accuracy', observations, options: { ...options, ...asDays } })
  }
  return found
}

const cadences: Readonly<Record<string, string>> = { hourly: '1h', daily: '1d', weekly: '1w', monthly: '1mo' }

/** Series of a folder like that of `npm run bench:suite`, of the groups that have LSTMs, cut after some rows. */
export function suiteSeries(
  folder: string,
  rows: number,
  ids: readonly string[] | undefined,
  groups: readonly string[] = Object.keys(cadences),
  every: number,
): Series[] {
  return readSuite(folder, ids, groups, every).map(({ id, group, horizon, season, times, values }) => ({
    name: `${group} ${id}`,
    group,
    observations: values.slice(0, rows).map((value, i) => ({ time: times[i]!, values: [value], covariates: [] })),
    options: {
      leads: Array.from({ length: horizon }, (_, i) => i + 1),
      channels: 1,
      cadence: cadences[group]!,
      ...(season > 1 && { season }),
    },
  }))
}
