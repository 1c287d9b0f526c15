import { expect, it } from 'vitest'
import { byteToShare } from '../../src/recording/byte.ts'
import { differencesWide, exactWide, insideWide, labelsAt, layoutOf, weightsAt } from '../../src/recording/layout.ts'
import { type HistoryRow, writeInside, writeNumbers } from '../../src/recording/write-row.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const [row] = scoredWeather({ rows: 1, channels: 2 })
const layout = layoutOf(row!)

it('a row is written to its place, and nowhere else', () => {
  const [wide, differing] = [exactWide(layout), differencesWide(layout)]
  const exact = new Float64Array(3 * wide)
  const differences = new Float32Array(3 * differing)
  writeNumbers(layout, row!, exact, wide, differences, differing)
  const { values } = row!.observation
  expect([...exact]).toEqual([0, 0, 0, 0, values[0], values[1], values[0], values[1], 0, 0, 0, 0])
  expect(differences[differing]).toBe(Math.fround(row!.values[0]! - values[0]!))
  expect([differences[differing - 1], differences[2 * differing]]).toEqual([0, 0])
})

it('the labels of outcomes follow the forecasts, by lead', () => {
  const outcomes = { ...row!, levels: [], lower: [], upper: [], outcomes: {} }
  const wide = layoutOf(outcomes)
  const write = (scored: HistoryRow) => {
    const differences = new Float32Array(differencesWide(wide))
    writeNumbers(wide, scored, new Float64Array(exactWide(wide)), 0, differences, 0)
    return [...differences.subarray(labelsAt(wide))]
  }
  const actuals = Float64Array.from(row!.values, (_, at) => at % 2)
  expect(write({ ...outcomes, actuals })).toEqual([...actuals])
  const first = outcomes.observation.values[0]
  expect(write(outcomes).slice(0, 2)).toEqual([Math.fround(first!), Math.fround(first!)])
  expect(differencesWide({ ...wide, outcomes: false })).toBe(labelsAt(wide))
})

it('inside state that is not known is zeros', () => {
  const bytes = new Uint8Array(insideWide(layout))
  writeInside(layout, row!.inside, bytes, 0)
  expect([bytes[0], byteToShare(bytes[weightsAt]!)]).toEqual([1, 1])
  writeInside(layout, undefined, bytes, 0)
  expect(bytes.every((byte) => byte === 0)).toBe(true)
})
