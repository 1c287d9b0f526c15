import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { contentOf } from '../../src/page/page.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { insideWide } from '../../src/recording/layout.ts'
import { reportSink } from '../../src/sinks/report.ts'
import type { Sink, SinkPlace } from '../../src/sinks/sink.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { opened } from './opened.ts'

const recordingsIn = (html: string) => [...contentOf(html).recordings.values()]

const rows = { rows: 1461, accepted: 1461, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rxcast-report-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = async (place: Partial<SinkPlace> = {}): Promise<Sink> =>
  opened(
    reportSink.build('weather.html', {
      title: 'weather',
      series: ['temp_max'],
      ...place,
      resolve: (path) => join(folder, path),
    }),
  )

async function write(count: number) {
  const sink = await open()
  const run = scoredWeather({ rows: count })
  for (let at = 0; at < count; at += 256) await sink.write(run.slice(at, at + 256))
  await sink.close({ rows, scores: run.at(-1)?.scores, notes: ['season: 365'] })
  return { html: readFileSync(join(folder, 'weather.html'), 'utf8'), run }
}

describe('the sink report', () => {
  it('writes one page that embeds the run and needs nothing else', async () => {
    const { html, run } = await write(1461)
    const recording = recordingsIn(html)[0]!
    expect(recording.run).toMatchObject({ title: 'weather', series: ['temp_max'], first: 0 })
    expect(recording.frame!.times).toEqual(run.map(({ observation }) => observation.time))
    expect(recording.status).toMatchObject({ state: 'ended', observations: 1461, rows, notes: ['season: 365'] })
    expect(recording.status.scores!.mae).toEqual([...run.at(-1)!.scores.mae])
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)=/)
    expect(readdirSync(folder)).toEqual(['weather.html'])
  })

  it('names the zone of the cadence, the limits of alerts, and the holidays', async () => {
    const limits = [{ side: 'above', value: 30 }] as const
    const holidays = { days: [Date.parse('2012-01-05') / 86_400_000], names: ['Last of the 12 days'] }
    const sink = await open({ cadence: '1d Europe/Berlin', limits, holidays })
    const run = scoredWeather({ rows: 3 })
    await sink.write(run)
    await sink.close({ rows, scores: run.at(-1)?.scores, notes: [] })
    const { frame, run: shown } = recordingsIn(readFileSync(join(folder, 'weather.html'), 'utf8'))[0]!
    expect(shown).toMatchObject({ zone: 'Europe/Berlin', limits })
    expect(frame!.holidays).toMatchObject([{ name: 'Last of the 12 days' }])
  })

  it('writes the same bytes for the same run', async () => {
    expect((await write(300)).html).toBe((await write(300)).html)
  })

  it('stays small for a long run, and keeps the scores of all of it', async () => {
    const { html } = await write(40_000)
    expect(statSync(join(folder, 'weather.html')).size).toBeLessThan(10_000_000)
    const recording = recordingsIn(html)[0]!
    expect(recording.frame!.first + recording.frame!.times.length).toBe(40_000)
    expect(recording.frame!.first).toBeGreaterThan(0)
    expect(recording.status.scores!.count[0]).toBe(39_999)
  })

  it('appears complete or not at all', async () => {
    const sink = await open()
    await sink.write(scoredWeather({ rows: 3 }))
    expect(existsSync(join(folder, 'weather.html'))).toBe(false)
    await sink.abort()
    expect(readdirSync(folder)).toEqual([])
  })

  it('records the inside of the forecaster at every observation, not only at the end of a batch', async () => {
    const path = fileURLToPath(new URL('../../data/seattle-weather.csv', import.meta.url))
    await runPipeline(
      definePipeline(
        {
          source: { csv: { path, time: 'date', target: 'temp_max' } },
          steps: [{ forecast: { horizon: 2, hidden: 4, experts: ['persistence', 'lstm(persistence, 0.004)'] } }],
          sinks: [{ report: 'weather.html' }],
        },
        { folder },
      ),
    )
    const { run, frame } = recordingsIn(readFileSync(join(folder, 'weather.html'), 'utf8'))[0]!
    const bytes = Buffer.from(frame!.inside, 'base64')
    const wide = insideWide(run.layout!)
    const rowsSeen = new Set(
      Array.from({ length: frame!.times.length }, (_, i) => bytes.toString('latin1', i * wide, (i + 1) * wide)),
    )
    // Gates move with every value: hardly two of 1,461 rows are alike to the byte.
    expect(rowsSeen.size).toBeGreaterThan(1400)
  })

  it('keeps rejected rows, the reason of a failure, and everything before it', async () => {
    const failed = await open()
    await failed.write(scoredWeather({ rows: 20 }))
    const mark = { time: 5, kind: 'reject', text: 'a.csv:9 v: expected a number, got "x"' } as const
    failed.note!(mark)
    const failure = new DataError('a.csv:22 v: expected a number, got "n/a"')
    await failed.close({ rows, scores: undefined, notes: [], failure })
    const recording = recordingsIn(readFileSync(join(folder, 'weather.html'), 'utf8'))[0]!
    expect(recording.marks).toEqual([mark])
    expect(recording.status).toMatchObject({ state: 'failed', problem: failure.message, rows, observations: 20 })
  })

  it('shows at which row it was interrupted', async () => {
    const sink = await open()
    await sink.write(scoredWeather({ rows: 20 }))
    await sink.close({ rows, scores: undefined, notes: [], stopped: true })
    expect(recordingsIn(readFileSync(join(folder, 'weather.html'), 'utf8'))[0]!.status).toMatchObject({
      state: 'interrupted',
      problem: 'interrupted at 2012-01-20T00:00:00.000Z',
    })
  })

  it('states that nothing was forecast if there were no rows', async () => {
    const { html } = await write(0)
    expect(recordingsIn(html)[0]).toMatchObject({
      frame: null,
      status: { state: 'ended', observations: 0, scores: null },
    })
  })
})
