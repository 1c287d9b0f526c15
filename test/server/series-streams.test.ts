import { expect, it } from 'vitest'
import { KeyedRecorders } from '../../src/recording/keyed-recorders.ts'
import { SeriesStreams } from '../../src/server/series-streams.ts'
import { many } from './many.ts'

it('a series is in view as long as it has a client', async () => {
  const recorders = new KeyedRecorders({ id: 'run', title: 'shop', series: ['y'], budget: 1 << 20, most: 2 })
  recorders.write(many(30, 0, 2))
  const streams = new SeriesStreams(recorders, () => ({}))
  const [one, other] = [recorders.all[25]!, recorders.all[26]!]
  const [a, b] = [streams.stream(one, '', false), streams.stream(one, '', false)]
  streams.stream(other, '', false)
  expect([streams.open, one.recorder !== undefined, recorders.wantsInside(one.key)]).toEqual([3, true, true])
  await a.cancel()
  expect([streams.open, recorders.wantsInside(one.key)]).toEqual([2, true])
  await b.cancel()
  expect([streams.open, recorders.wantsInside(one.key)]).toEqual([1, false])
})
