import type { ForecasterOptions } from '../forecaster/options.ts'
import { forecasterOptions, forecastWord } from '../operators/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { Context } from '../word.ts'

/** The options of the forecaster that a pipeline's `forecast` builds once it sees its first observation. */
export function forecasterOf(
  argument: unknown,
  context: Context,
  first: Observation = blank(context),
): ForecasterOptions {
  // A horizon alone is an argument too.
  const options = typeof argument === 'number' ? forecastWord.argument.parse({ horizon: argument }) : argument
  return forecasterOptions(first, options as Parameters<typeof forecasterOptions>[1], context)
}

/** As many channels and covariates as there will be. */
function blank({ covariates, targets }: Context): Observation {
  return { time: 0, values: new Float64Array(targets.length), covariates: new Float64Array(covariates.length) }
}
