import { expect, it } from 'vitest'
import { detached } from '../../src/scores/detached-scores.ts'
import { Forecast } from '../../src/series/forecast.ts'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'
import { readReports, writeReports } from '../../src/threads/reports.ts'
import { scoredWeather } from '../server/scored-weather.ts'

it('arrive with scores, warnings and the last forecast, without its inside', () => {
  const last = scoredWeather({ rows: 9 }).at(-1)!
  const worth = [{ channel: 0, from: 2, to: 7, count: 5, withAll: 1.5, withNone: 2.5, without: [2, 1.4] }]
  const writer = new PackWriter()
  writeReports(writer, [
    { key: ['a', 'b'], scores: detached(last.scores), warnings: ['careful'], worth, last },
    { key: [], last: undefined },
  ])
  const reader = new PackReader()
  reader.open(writer.take())
  const [first, second] = readReports(reader)
  expect(first!.worth).toEqual(worth)
  expect([first!.key, first!.warnings]).toEqual([['a', 'b'], ['careful']])
  expect(first!.scores).toEqual(detached(last.scores))
  expect(new Forecast(first!.last!).toJSON()).toEqual(new Forecast(last).toJSON())
  expect(first!.last!.inside).toBeUndefined()
  expect(second).toEqual({ key: [], scores: undefined, warnings: [], worth: [], last: undefined })
})
