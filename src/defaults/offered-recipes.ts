import type { ExpertShape } from '../experts/expert.ts'
import { Offered } from '../experts/offered.ts'
import { Recalibrated } from '../experts/recalibrated.ts'
import type { ExpertRecipe } from './pool.ts'

/** The forecasts made elsewhere as experts, each also with a level and a slope learned online. */
export const offeredRecipes = (names: readonly string[]): ExpertRecipe[] =>
  names.flatMap((name, at) => [
    { name, build: (shape: ExpertShape) => new Offered(shape, at) },
    {
      name: `${name}(recalibrated)`,
      base: name,
      build: (shape: ExpertShape, view: Float64Array) => new Recalibrated(shape, view),
    },
  ])
