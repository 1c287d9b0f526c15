// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pipeline files name variables so
import { from, lastValueFrom } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { whatDiffers } from '../../src/checkpoint/what-differs.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { prepare } from '../../src/pipeline/prepare.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { placeIn } from '../../src/sources/place-in.ts'
import { daily } from '../operators/observe.ts'

const weather = 'source: { csv: { path: data/seattle-weather.csv, time: date, target: temp_max } }\n'

describe('prepare', () => {
  it('notes what it added and detected', async () => {
    const plan = await prepare(parsePipeline(`${weather}steps: [{ forecast: 3 }]\n`, 'a.yaml'))
    expect(plan).toMatchObject({
      name: 'a',
      cadence: '1d',
      season: undefined,
      added: ['inOrder', 'fillGaps: 1d', 'score'],
    })
    expect(plan.notes?.[0]).toBe('cadence 1d: the first rows show it')
    expect(plan.notes?.some((note) => note.startsWith('leads 1, 2, 3;'))).toBe(true)
  })

  it('notes that columns known ahead count from the first row on, if they have no time of issue', async () => {
    const notes = async (more: string) => {
      const source = `source: { csv: { path: data/seattle-weather.csv, time: date, target: temp_max, known: wind${more} } }\n`
      const plan = await prepare(
        parsePipeline(`${source}cadence: 1d\nsteps: [inOrder, { forecast: 3 }, score]\n`, 'a.yaml'),
      )
      return plan.assumptions
    }
    expect(await notes('')).toEqual([
      'wind counts as known from the first row on; if not, name the column of the issue: issued',
    ])
    expect(await notes(', issued: weather')).toEqual([])
  })

  it('knows whether rows of the same time are put together', async () => {
    const merges = async (inOrder: string) =>
      (await prepare(parsePipeline(`${weather}steps: [${inOrder}, { forecast: 3 }]\n`, 'a.yaml'))).merges
    expect(await merges('inOrder')).toBe(false)
    expect(await merges('{ inOrder: { duplicates: mean } }')).toBe(true)
  })

  it('notes the sink that it added', async () => {
    const live =
      "source: { ndjson: { path: '-', time: t, target: y } }\nsteps: [inOrder, forecast, score]\ncadence: 1d\n"
    expect((await prepare(parsePipeline(live, 'a.yaml'))).added?.at(-1)).toBe('stdout')
  })

  it('has no notes on explicit settings', async () => {
    const plan = await prepare(parsePipeline(`${weather}steps: [inOrder, fillGaps: 1d, forecast, score]\n`, 'a.yaml'))
    expect(plan.added).toEqual([])
    expect(plan.notes?.filter((note) => note.startsWith('cadence'))).toEqual([])
  })

  it('builds the steps into one operator, which counts in the given ledger', async () => {
    const steps = 'steps: [inOrder, fillGaps: 1d, forecast: { horizon: 2, experts: [persistence] }, score]\n'
    const ledger = new Ledger()
    const { operators } = await prepare(parsePipeline(weather + steps, 'a.yaml'))
    const [first, , third] = daily([5, 6, 7])
    const scored = await lastValueFrom(from([first!, first!, third!]).pipe(operators(ledger)))
    expect(Array.from(scored.values)).toEqual([7, 7])
    expect(scored.scores.mae[1]).toBe(2)
    expect([ledger.skipped, ledger.filled]).toEqual([1, 1])
  })

  it('reads the source as the place of the run says', async () => {
    const { source, strict } = await prepare(parsePipeline(`strict: true\n${weather}`, 'a.yaml'))
    expect(strict).toBe(true)
    expect((await prepare(parsePipeline(`strict: true\n${weather}`, 'a.yaml'), { strict: false })).strict).toBe(false)
    await expect(source(placeIn('/nowhere')).peek(1)).rejects.toThrow('no such file')
    expect(await source(placeIn('.')).peek(1)).toHaveLength(1)
  })

  it('names the columns known ahead, holidays last', async () => {
    const text =
      'source: { csv: { path: data/seattle-weather.csv, time: date, target: temp_max, known: wind, holidays: US-WA } }\n'
    const { holidays, known } = await prepare(parsePipeline(text, 'a.yaml'))
    expect(known).toEqual(['wind', 'holiday'])
    expect(holidays!.names![holidays!.days.indexOf(Date.parse('2012-11-22') / 86_400_000)]).toBe('Thanksgiving Day')
    expect((await prepare(parsePipeline(weather, 'a.yaml'))).holidays).toBeUndefined()
  })

  it('keeps no value of a variable in the settings that are saved', async () => {
    const text =
      "source: { csv: { path: data/seattle-weather.csv, time: date, target: temp_max, missing: ['${KEY}'] } }\n"
    const { settings } = await prepare(parsePipeline(text, 'a.yaml', { KEY: 'a "quoted" secret' }))
    expect(JSON.stringify(settings)).not.toContain('secret')
    expect(settings).toMatchObject({ source: { csv: { missing: ['${KEY}'] } } })
  })

  it('opens no sink before the run', async () => {
    const plan = await prepare(parsePipeline(`${weather}sinks: [{ csv: /dev/null/impossible.csv }]\n`, 'a.yaml'))
    expect(plan.sinks).toHaveLength(1)
  })

  it('says of weights what they were and are, and of shards only if series share weights in them', async () => {
    const settingsOf = async (more: string) => (await prepare(parsePipeline(`${weather}${more}\n`, 'a.yaml'))).settings
    const own = await settingsOf('shards: 4')
    const shared = await settingsOf('shards: 4\nweights: shared')
    expect(whatDiffers(shared, own)).toEqual(['weights was "shared (4 shards)" and is now "own"'])
    expect(whatDiffers(own, shared)).toEqual(['weights was "own" and is now "shared (4 shards)"'])
    expect(whatDiffers(shared, await settingsOf('weights: shared'))).toEqual([
      'weights was "shared (4 shards)" and is now "shared (16 shards)"',
    ])
    expect(whatDiffers(own, await settingsOf('shards: 8'))).toEqual([])
  })
})
