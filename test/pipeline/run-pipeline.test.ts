import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { aedes } from '../peers/brokers.ts'

const source = { csv: { path: 'data/airline-passengers.csv', time: 'month', target: 'passengers' } }
const steps = [{ forecast: { horizon: 1, experts: ['persistence'] } }]

describe('runPipeline', () => {
  it('runs loaded and defined pipelines alike', async () => {
    const defined = await runPipeline(definePipeline({ source, steps }))
    const text = `source: ${JSON.stringify(source)}\nsteps: ${JSON.stringify(steps)}\n`
    const loaded = await runPipeline(parsePipeline(text, 'pipeline.yaml'))
    expect(loaded).toEqual(defined)
    expect(defined).toMatchObject({ cadence: '1mo', rows: { rows: 144, accepted: 144 } })
    expect(defined.scores!.skillPersistence[0]).toBeCloseTo(0, 12)
  })

  it('locates problems that appear only in the data', async () => {
    const text = `source: ${JSON.stringify(source)}\nsteps:\n  - forecast: { season: 1d }\n`
    await expect(runPipeline(parsePipeline(text, 'a.yaml'))).rejects.toThrow(
      'a.yaml:3:25 forecast.season: expected a season longer than the cadence 1mo, got "1d"',
    )
  })

  it('locates what a service refuses at the sink that it is of, of several with the same word', async () => {
    const { url } = await aedes()
    const refusing = await aedes({ authenticate: (_client, _user, _password, done) => done(null, false) })
    const sink = (at: string) => `  - mqtt: { topic: t, url: "${at}", user: me, password: x }\n`
    const text = `source: ${JSON.stringify(source)}\nsteps: ${JSON.stringify(steps)}\nsinks:\n${sink(url)}${sink(refusing.url)}`
    await expect(runPipeline(parsePipeline(text, 'a.yaml'))).rejects.toThrow(/^a\.yaml:5:\d+ mqtt\.user: /)
  })

  it('takes seed and strictness from the command line', async () => {
    const lstm = definePipeline({
      source,
      steps: [{ forecast: { horizon: 1, hidden: 4, experts: ['lstm(rls(3), 0.0003)'] } }],
    })
    const mae = async (seed: number) => (await runPipeline(lstm, { seed })).scores!.mae[0]
    expect(await mae(1)).not.toBe(await mae(2))
    const bad = definePipeline({ source: { csv: { ...source.csv, decimal: ',' } }, steps })
    const missing = { csv: { path: 'data/seattle-weather.csv', time: 'date', target: 'weather' } }
    expect((await runPipeline(bad)).failure).toBeUndefined()
    expect((await runPipeline(definePipeline({ source: missing, steps }))).rows.rejected).toBe(1461)
    expect((await runPipeline(definePipeline({ source: missing, steps }), { strict: true })).rows.rejected).toBe(1)
  })
  it('removes its listeners from the given signals, whether it succeeds or not', async () => {
    const stop = new AbortController().signal
    const cancel = new AbortController().signal
    const words = definePipeline({ source: { csv: { ...source.csv, time: 'passengers', target: 'month' } }, steps })
    await runPipeline(definePipeline({ source, steps }), { stop, cancel })
    await runPipeline(words, { stop, cancel, strict: true })
    expect([getEventListeners(stop, 'abort'), getEventListeners(cancel, 'abort')]).toEqual([[], []])
  })
})
