import { expect, it } from 'vitest'
import { Recorder } from '../../src/recording/recorder.ts'
import { SeriesFeed } from '../../src/server/series-feed.ts'
import { scoredWeather } from './scored-weather.ts'

const options = { id: 'run', title: 'weather', series: ['temp_max'], budget: 1 << 20 }

it('clients at the same row are sent the same bytes, made once', () => {
  const recorder = new Recorder(options)
  const feed = new SeriesFeed(recorder, () => 5)
  recorder.write(scoredWeather({ rows: 40 }))
  const [a, b] = [feed.cursorAfter(''), feed.cursorAfter('')]
  const [first, second] = [feed.next(a)!, feed.next(b)!]
  expect(first.at(-1)).toBe(second.at(-1))
  expect(Buffer.concat([...first]).toString()).toMatch(
    /^event: run\nid: run\.0\.0\n[\s\S]*event: frame\nid: run\.40\.0\n/,
  )
  expect(feed.next(a)).toBeUndefined()
})

it('a status is sent when it has changed, with what is known besides', () => {
  const recorder = new Recorder(options)
  const feed = new SeriesFeed(
    recorder,
    () => 5,
    () => ({ checkpoint: { at: 7, problem: null } }),
  )
  const cursor = feed.cursorAfter('')
  feed.next(cursor)
  expect(feed.next(cursor)).toBeUndefined()
  feed.changed()
  expect(Buffer.concat([...feed.next(cursor)!]).toString()).toContain('"checkpoint":{"at":7,"problem":null}')
})

it.each(['run.-1.0', 'run.1.5', 'run.0.5e9', 'run.3.-4', 'run.41.0', 'run.Infinity.0'])(
  'sends rows and marks once after %s, whatever it means',
  (after) => {
    const recorder = new Recorder(options)
    const feed = new SeriesFeed(recorder, () => 5)
    recorder.write(scoredWeather({ rows: 40 }))
    const cursor = feed.cursorAfter(after)
    expect(Number.isInteger(cursor.row) && cursor.row >= 0 && cursor.row <= 40).toBe(true)
    expect(cursor.mark).toBe(0)
    feed.next(cursor)
    expect(cursor.row).toBe(40)
    expect(feed.next(cursor)).toBeUndefined()
  },
)
