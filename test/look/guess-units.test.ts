import { expect, it } from 'vitest'
import { guessUnits } from '../../src/look/guess-units.ts'
import { numberDress } from '../../src/sources/number-dress.ts'

const units = (...texts: string[]) =>
  guessUnits(texts.map((text, i) => ({ text, count: 1, line: i + 2, dress: numberDress(text)! })))

it.each([
  [['1', '2'], { units: [], multiples: {}, brackets: false }],
  [['$1', '($2)'], { units: ['$'], multiples: {}, brackets: true }],
  [['1K', '2 K', '3M'], { units: [], multiples: { K: 1e3, M: 1e6 }, brackets: false }],
  [['1', '$2B'], { units: ['$'], multiples: { B: 1e9 }, brackets: false }],
  [['1 Mio. €'], { units: ['€'], multiples: { 'Mio.': 1e6 }, brackets: false }],
  [['1 GiB', '2 GiB', '5 MiB'], { units: ['GiB'], multiples: { MiB: 1 / 1024 }, brackets: false }],
  [['1 kW', '2 kW', '5 W'], { units: ['kW'], multiples: { W: 0.001 }, brackets: false }],
  [['5 ms', '6 ms', '1 s'], { units: ['ms'], multiples: { s: 1000 }, brackets: false }],
  [['1 item', '5 items', '6 items'], { units: ['items', 'item'], multiples: {}, brackets: false }],
] as const)('finds the units of %s', (texts, expected) => {
  expect(units(...texts)).toEqual(expected)
})

it('returns units that do not go together', () => {
  expect(units('$1', '€2', '$3')).toEqual(['$', '€'])
  expect(units('1 kg', '2 m')).toEqual(['kg', 'm'])
})
