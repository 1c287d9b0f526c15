import { describe, expect, it } from 'vitest'
import { lookAt } from '../../src/look/look.ts'
import { forecastWord } from '../../src/operators/forecast.ts'
import { BlobInput } from '../../src/worker/blob-input.ts'
import { planOf } from '../../src/worker/file-plan.ts'
import { FileRun } from '../../src/worker/file-run.ts'
import type { FromWorker } from '../../src/worker/messages.ts'
import { daily } from './daily.ts'

async function begin(text: string, watched = true) {
  const open = () => new BlobInput(new Blob([text]), 'a.csv')
  const sent: FromWorker[] = []
  const run = new FileRun(await planOf(await lookAt('a.csv', open), {}, open), watched, (message) => sent.push(message))
  const of = <Kind extends FromWorker['kind']>(kind: Kind) =>
    sent.filter((message): message is FromWorker & { kind: Kind } => message.kind === kind)
  return { run, sent, of }
}

describe('the run over a file in a worker', () => {
  it('sends every observation and all forecasts if it is watched', async () => {
    const { run, of } = await begin(daily())
    await run.run()
    expect(of('frame').flatMap(({ frame }) => frame.times)).toHaveLength(60)
    expect(of('status').at(-1)!.status).toMatchObject({ state: 'ended', observations: 60 })
    const [ended] = of('ended')
    expect(ended!.next.map(({ lead, time }) => [lead, time]).at(-1)).toEqual([7, '2024-03-07T00:00:00.000Z'])
    const lines = (await ended!.forecasts!.text()).trim().split('\n')
    expect(lines).toHaveLength(1 + 60 * 7)
    // The last origin of the file is what comes next.
    expect(lines.at(-7)!.split(',').slice(1, 5)).toEqual([
      '2024-02-29T00:00:00.000Z',
      '2024-03-01T00:00:00.000Z',
      '1',
      JSON.stringify(ended!.next[0]!.forecast),
    ])
  })

  it('names the channels, not the targets, if outcomes are forecast', async () => {
    const open = () => new BlobInput(new Blob([daily({ days: 12 })]), 'a.csv')
    const plan = await planOf(await lookAt('a.csv', open), {}, open)
    const argument = forecastWord.argument.parse({ horizon: 1, season: 'none', outcome: { high: 'value > 13' } })
    const steps = plan.steps.map((step) => (step.word === forecastWord ? { ...step, argument } : step))
    const sent: FromWorker[] = []
    const run = new FileRun({ ...plan, steps }, true, (message) => sent.push(message))
    await run.run()
    const ended = sent.find((message) => message.kind === 'ended')!
    expect(ended.next.map(({ series }) => series)).toEqual(['high'])
    expect(ended.next[0]!.forecast).toBeLessThan(1)
    expect(await ended.forecasts!.text()).toMatch(/\nhigh,2024-01-12/)
  })

  it('sends only the share that is done and the result if it is not', async () => {
    const { run, sent, of } = await begin(daily(), false)
    await run.run()
    expect(new Set(sent.map(({ kind }) => kind))).toEqual(new Set(['progress', 'ended']))
    expect(of('progress').at(-1)!.fraction).toBe(1)
    expect(of('ended')[0]).toMatchObject({ forecasts: undefined, rejects: undefined, rows: { accepted: 60 } })
  })

  it('gives times with the offset of the file', async () => {
    const hours = Array.from(
      { length: 60 },
      (_, i) => `${new Date(Date.UTC(2024, 0, 1, i)).toISOString().slice(0, 19)}+09:00,${i % 24}\n`,
    )
    const { run, of } = await begin(`time,value\n${hours.join('')}`)
    await run.run()
    expect(of('run').at(-1)!.run.zone).toBe('+09:00')
    const [ended] = of('ended')
    expect(ended!.next[0]).toMatchObject({ time: '2024-01-03T12:00:00.000+09:00', lead: 1 })
    expect(await ended!.forecasts!.text()).toContain(',2024-01-03T11:00:00.000+09:00,2024-01-03T12:00:00.000+09:00,1,')
  })

  it('has a recording for each series, and sends the one that is shown', async () => {
    const { run, sent, of } = await begin(daily({ keys: ['north', 'south'] }))
    await run.run()
    expect(of('series').at(-1)!.names).toEqual(['north', 'south'])
    const firstOf = (message: FromWorker & { kind: 'frame' }) => message.frame.exact[0]
    expect(firstOf(of('frame')[0]!)).toBe(10)
    expect(of('ended')[0]!.next.map(({ shop }) => shop)).toEqual([...Array(7).fill('north'), ...Array(7).fill('south')])
    sent.length = 0
    run.show(1)
    expect(sent.map(({ kind }) => kind)).toEqual(['run', 'frame', 'status'])
    expect(firstOf(of('frame')[0]!)).toBe(20)
    expect(of('frame')[0]!.frame.times).toHaveLength(60)
  })

  it('counts the rows that were not used, and lists the first of them', async () => {
    const { run, of } = await begin(daily().replace(/(2024-02-1[234],\S+)/g, '$1,9'))
    await run.run()
    const { rejects, rows } = of('ended')[0]!
    expect([rejects!.count, rejects!.first.length, rows.rejected]).toEqual([3, 3, 3])
    expect((await rejects!.ndjson.text()).trim().split('\n')).toHaveLength(3)
  })

  it('ends early if it is stopped, with what it has', async () => {
    const { run, of } = await begin(daily({ days: 2000 }))
    const running = run.run()
    await new Promise((resolve) => setTimeout(resolve, 30))
    run.stop()
    await running
    const { state, observations } = of('status').at(-1)!.status
    expect(state).toBe('interrupted')
    expect(observations).toBeLessThan(2000)
    expect(of('ended')[0]!.next).toHaveLength(observations > 0 ? 7 : 0)
  })
})
