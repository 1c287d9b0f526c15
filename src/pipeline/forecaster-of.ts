import type { ForecasterOptions } from '../forecaster/options.ts'
import { forecasterOptions, forecastWord } from '../operators/forecast.ts'
import type { Shape } from '../operators/shape.ts'
import type { Context } from '../word.ts'

/** The options of the forecaster that a pipeline's `forecast` builds once it sees its first observation. */
export function forecasterOf(argument: unknown, context: Context, first: Shape = shapeIn(context)): ForecasterOptions {
  // A horizon alone is an argument too.
  const options = typeof argument === 'number' ? forecastWord.argument.parse({ horizon: argument }) : argument
  return forecasterOptions(first, options as Parameters<typeof forecasterOptions>[1], context)
}

const shapeIn = ({ covariates, targets }: Context): Shape => ({
  channels: targets.length,
  covariates: covariates.length,
  cadence: undefined,
})
