import { describe, expect, it } from 'vitest'
import { forecastWord } from '../../src/operators/forecast.ts'
import { steps as words } from '../../src/operators/steps.ts'
import { arrange } from '../../src/pipeline/arrange.ts'
import { contextOf } from '../../src/pipeline/context-of.ts'
import { csvOptions, csvText } from '../../src/sources/csv-text.ts'

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
const text = `date,value\n${Array.from({ length: 40 }, (_, i) => `${day(i)},${i % 7}\n`).join('')}`
const source = csvText(csvOptions.parse({ path: 'a.csv', time: 'date', target: 'value' }), {
  strict: false,
  open: () => ({
    bytesRead: 0,
    bytesTotal: text.length,
    repeatable: true,
    async *[Symbol.asyncIterator]() {
      yield text
    },
  }),
})
const forecast = { word: forecastWord, argument: forecastWord.argument.parse(undefined), path: [] }
const { steps } = arrange([forecast], words, [])

describe('the context of steps', () => {
  it('has the cadence of the first rows, and fills gaps at it', async () => {
    const found = await contextOf(source, steps, { seed: 3 })
    expect(found.context).toEqual({ targets: ['value'], covariates: [], cadence: '1d', seed: 3 })
    expect(found.guessed).toBe(true)
    expect(found.steps.map(({ word }) => word.name)).toEqual(['inOrder', 'fillGaps', 'forecast', 'score'])
  })

  it('has the cadence and the season that are stated', async () => {
    const found = await contextOf(source, steps, { seed: 1, cadence: '1bd', season: 5 })
    expect(found.context).toMatchObject({ cadence: '1bd', seasons: [5] })
    expect(found.guessed).toBe(false)
    expect(found.steps.map(({ word }) => word.name)).not.toContain('fillGaps')
  })
})
