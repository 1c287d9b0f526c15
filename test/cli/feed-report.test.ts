import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { feedPipeline, feedReport, type PlayedFile, rowsPlayed } from '../../src/cli/feed-report.ts'
import { DataError } from '../../src/errors.ts'
import { timedRows } from '../../src/simulate/timed-rows.ts'
import { bytesOf } from '../look/bytes-of.ts'
import { memoryTerminal } from './memory-terminal.ts'

const rows = ['Rome', 'Oslo'].flatMap((city) =>
  Array.from({ length: 30 }, (_, i) => `${city},${(i % 28) + 1}.${1 + Math.floor(i / 28)}.2024,${i % 7}`),
)
const text = ['city,day,visitors', ...rows].join('\n')

const feedOf = async (change: Partial<PlayedFile> = {}): Promise<PlayedFile> => ({
  name: 'data/visitors.csv',
  title: 'visitors',
  timed: await timedRows('visitors.csv', bytesOf(text), { targets: ['visitors'] }),
  way: { mqtt: true, topic: 'visitors/{city}', retain: false },
  address: 'mqtt://127.0.0.1:7071',
  ...{ speed: 86_400, repeat: false, now: false },
  ...change,
})
const report = (feed: PlayedFile, next = {}) => feedReport(feed, next, memoryTerminal()).split('\n')

describe('feedReport', () => {
  it('says what is served, and what to do in another terminal', async () => {
    expect(report(await feedOf())).toEqual([
      'playing data/visitors.csv: 60 rows, 2 series by city, 86,400 times as fast as its own time: 32 s',
      'mqtt://127.0.0.1:7071  topic visitors/{city}',
      '  visitors/Rome {"city":"Rome","day":"1.1.2024","visitors":0}',
      '',
      'in another terminal, with this source in a pipeline file:',
      '  source: { mqtt: { url: "mqtt://127.0.0.1:7071", topics: "visitors/{city}", time: day, timeFormat: d.M.yyyy, target: visitors, by: city } }',
      '  rxcast run FILE.yaml --dashboard',
      '',
      'it begins when somebody connects; Ctrl-C ends it',
      '',
    ])
  })

  it('names the pipeline that was written, and nothing if it runs one itself', async () => {
    const feed = await feedOf({ way: { ws: true }, repeat: true })
    expect(report(feed, { init: 'live.yaml' })).toContain('  rxcast run live.yaml --dashboard')
    expect(report(feed, { run: 'live.yaml' })).toEqual([
      'playing data/visitors.csv: 60 rows, 2 series by city, 86,400 times as fast as its own time: 32 s a round',
      'mqtt://127.0.0.1:7071',
      '  {"city":"Rome","day":"1.1.2024","visitors":0}',
      '',
      'it begins when somebody connects; Ctrl-C ends it',
      '',
    ])
  })
})

it('names the topic of Kafka, and the source that reads it', async () => {
  const kafka = { brokers: 'a:9092', topic: 'visits', key: ['city'] }
  const lines = report(await feedOf({ way: { kafka }, address: 'a:9092', speed: Number.POSITIVE_INFINITY }))
  expect(lines[0]).toMatch(/as fast as possible$/)
  expect(lines[1]).toBe('a:9092  topic visits')
  expect(lines.join('\n')).toContain(
    'source: { kafka: { brokers: ["a:9092"], topic: visits, group: visitors, time: day,',
  )
  expect(lines.join('\n')).not.toContain('it begins when')
})

describe('feedPipeline', () => {
  it('reads what is sent, in the format of the file or, if times are moved, in ISO 8601', async () => {
    const own = parse(feedPipeline(await feedOf(), 'live.yaml'))
    expect(own.source.mqtt).toMatchObject({ topics: 'visitors/{city}', timeFormat: 'd.M.yyyy', by: 'city' })
    expect(own.steps).toContainEqual({ fillGaps: '1d' })
    const moved = parse(feedPipeline(await feedOf({ now: true, way: { http: true } }), 'live.yaml'))
    expect(moved.source.http).toEqual({
      ...{ url: 'mqtt://127.0.0.1:7071', time: 'day', target: 'visitors', by: 'city' },
    })
    // A day is a second.
    expect(moved.steps).not.toContainEqual({ fillGaps: '1d' })
  })

  it('says why there can be none', async () => {
    const feed = await feedOf()
    const timed = { ...feed.timed, look: new DataError('a.csv: nothing to forecast') }
    expect(() => feedPipeline({ ...feed, timed }, 'live.yaml')).toThrow('a.csv: nothing to forecast')
  })
})

describe('rowsPlayed', () => {
  it('counts', () => {
    expect([rowsPlayed(1), rowsPlayed(1200)]).toEqual(['1 row played', '1,200 rows played'])
  })
})
