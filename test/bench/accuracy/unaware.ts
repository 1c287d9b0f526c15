import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import { forecastWord } from '../../../src/operators/forecast.ts'
import { forecasterOptions } from '../../../src/operators/forecast-options.ts'
import { shapeOf } from '../../../src/operators/shape.ts'
import type { Pipeline } from '../../../src/pipeline/pipeline.ts'
import { survey } from '../../../src/pipeline/survey.ts'

/**
 * MAE under protocol U: a loop that forecasts before it learns, and takes what was forecast for leads 1 … 3 for the three months from now on. Whoever does so is scored a step late: the forecast made at origin
 * s for lead h is held against the value at s + 1 + h. From origin 11 (counted from 0) on.
 */
export async function unawareMae(pipeline: Pipeline): Promise<number> {
  const { source, context, steps } = await survey(pipeline)
  const observations = (await source.peek(1_000_000))!
  const { argument } = steps.find(({ word }) => word === forecastWord)!
  const forecaster = new Forecaster(forecasterOptions(shapeOf(observations[0]!), argument as never, context))
  const forecasts = observations.map((observation) => forecaster.observe(observation).values)
  let sum = 0
  let count = 0
  for (let origin = 11; origin < observations.length - 4; origin++) {
    forecasts[origin]!.forEach((value, i) => {
      sum += Math.abs(observations[origin + 2 + i]!.values[0]! - value)
      count++
    })
  }
  return sum / count
}
