import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { survey } from '../../src/pipeline/survey.ts'

const weather = 'source: { csv: { path: data/seattle-weather.csv, time: date, target: temp_max } }\n'
const prices = 'source: { csv: { path: node_modules/vega-datasets/data/sp500-2000.csv, time: date, target: close } }\n'
async function surveyed(text: string, overrides = {}) {
  const { context, steps, guessed } = await survey(parsePipeline(text, 'a.yaml'), overrides)
  const { cadence, seasons, seed } = context
  return { cadence, seasons, seed, guessed, steps: steps.map(({ word }) => word.name) }
}

describe('survey', () => {
  it('detects the cadence in the first rows, and fills gaps by it', async () => {
    expect(await surveyed(weather)).toEqual({
      cadence: '1d',
      seasons: undefined,
      seed: 1,
      guessed: true,
      steps: ['inOrder', 'fillGaps', 'forecast', 'score'],
    })
  })

  it('prefers explicit settings, fillGaps first', async () => {
    expect(await surveyed(`${weather}cadence: 2d\n`)).toMatchObject({ cadence: '2d', guessed: false })
    expect(await surveyed(`${weather}cadence: 2d\nsteps: [fillGaps: 3d]\n`)).toMatchObject({ cadence: '3d' })
    expect(await surveyed(`${weather}steps: [fillGaps: { cadence: 1w }]\n`)).toMatchObject({ cadence: '1w' })
  })

  it('does not mistake holidays for gaps', async () => {
    expect(await surveyed(prices)).toMatchObject({ cadence: '1bd', steps: ['inOrder', 'forecast', 'score'] })
  })

  it('inserts fillGaps right after inOrder, wherever it is', async () => {
    expect((await surveyed(`${weather}steps: [calendar: year, inOrder, forecast]\n`)).steps).toEqual([
      'calendar',
      'inOrder',
      'fillGaps',
      'forecast',
      'score',
    ])
  })

  it('counts the season in steps', async () => {
    expect(await surveyed(`${weather}season: 1y\n`)).toMatchObject({ seasons: [365] })
    expect(await surveyed(`${weather}season: 7\n`)).toMatchObject({ seasons: [7] })
    await expect(surveyed(`${weather}season: 1h\n`)).rejects.toThrow(
      'season: expected a season longer than the cadence 1d',
    )
  })

  it('reads no rows of standard input, since they would be lost', async () => {
    const live = 'source: { ndjson: "-" }\n'
    expect(await surveyed(live)).toMatchObject({ cadence: undefined, steps: ['inOrder', 'forecast', 'score'] })
    expect(await surveyed(`${live}cadence: 1h\n`)).toMatchObject({
      steps: ['inOrder', 'fillGaps', 'forecast', 'score'],
    })
  })

  it('prefers the seed of the command line', async () => {
    expect(await surveyed(`${weather}seed: 3\n`)).toMatchObject({ seed: 3 })
    expect(await surveyed(`${weather}seed: 3\n`, { seed: 4 })).toMatchObject({ seed: 4 })
  })

  it('fails if the source cannot be read at all', async () => {
    await expect(surveyed(weather.replace('seattle-weather', 'none'))).rejects.toThrow(
      'data/none.csv: expected a file to read',
    )
    await expect(surveyed(weather.replace('temp_max', 'tmp_max'))).rejects.toThrow('did you mean "temp_max"?')
  })
})
