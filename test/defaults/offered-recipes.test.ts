import { expect, it } from 'vitest'
import { offeredRecipes } from '../../src/defaults/offered-recipes.ts'

it('each forecaster elsewhere is two experts, of which the second has the first as base', () => {
  expect(offeredRecipes(['dwd', 'ecmwf']).map(({ base, name }) => [name, base])).toEqual([
    ['dwd', undefined],
    ['dwd(recalibrated)', 'dwd'],
    ['ecmwf', undefined],
    ['ecmwf(recalibrated)', 'ecmwf'],
  ])
})
