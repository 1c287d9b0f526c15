import { expect, it } from 'vitest'
import { fillGapsWord } from '../../src/operators/fill-gaps.ts'
import { forecastWord } from '../../src/operators/forecast.ts'
import { inOrderWord } from '../../src/operators/in-order.ts'
import { steps as words } from '../../src/operators/steps.ts'
import { withGapsFilled } from '../../src/pipeline/with-gaps-filled.ts'

const order = { word: inOrderWord, argument: {} }
const forecast = { word: forecastWord, argument: { horizon: 2 } }

it('withGapsFilled puts fillGaps after inOrder if the cadence is steady and no step sets it', () => {
  const gaps = { word: fillGapsWord, argument: '1d' }
  expect(withGapsFilled([order, forecast], words, '1d')).toEqual([order, gaps, forecast])
  expect(withGapsFilled([gaps, order, forecast], words, '1h')).toEqual([gaps, order, forecast])
  expect(withGapsFilled([order, forecast], words, '1bd')).toEqual([order, forecast])
  expect(withGapsFilled([order, forecast], words, undefined)).toEqual([order, forecast])
})
