import { describe, expect, it } from 'vitest'
import type { CsvLook } from '../../src/look/look-at-csv.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { outline } from '../../src/pipeline/outline.ts'

const look: CsvLook = {
  header: ['date', 'value'],
  time: 'date',
  clock: 'iso',
  target: 'temp max',
  others: ['wind', 'rain'],
  delimiter: ',',
  decimal: '.',
  cadence: '1d',
  positive: false,
  missing: [],
  order: { direction: 'rising', repeated: 0 },
  rows: 1461,
}
const paths = { csv: '../data/a.csv', name: 'a', schema: 's.json' }
const written = (change: Partial<CsvLook>) => {
  const text = outline({ ...look, ...change }, paths)
  const { source, steps, sinks } = parsePipeline(text, 'a.yaml')
  return {
    text,
    source: source.argument,
    steps: steps.map(({ word }) => word.name),
    sinks: sinks.map(({ argument }) => argument),
  }
}

describe('outline', () => {
  it('is a valid pipeline file, with comments on what was detected', () => {
    const { source, steps, sinks } = written({})
    expect(source).toMatchObject({
      path: '../data/a.csv',
      time: 'date',
      target: ['temp max'],
      covariates: ['wind', 'rain'],
    })
    expect(steps).toEqual(['inOrder', 'fillGaps', 'forecast', 'score'])
    expect(sinks).toEqual(['out/a.csv', 'out/a.html'])
  })

  it('comments on anything unusual about the file', () => {
    const { source } = written({ delimiter: ';', decimal: ',', clock: 'ms' })
    expect(source).toMatchObject({ delimiter: ';', decimal: ',', clock: 'ms' })
    expect(written({}).text).not.toMatch(/delimiter:|decimal:|clock:/)
  })

  it('includes the format of times and missing values', () => {
    const { text, source } = written({ timeFormat: "yyyy'Q'Q", missing: ['-', 'n/a'] })
    expect(source).toMatchObject({ timeFormat: "yyyy'Q'Q", missing: ['', 'nan', 'null', '-', 'n/a'] })
    expect(text).not.toContain('fits as well')
    expect(written({ timeFormat: 'd/M/yyyy', otherFormat: 'M/d/yyyy' }).text).toContain(
      'timeFormat: "d/M/yyyy" # "M/d/yyyy" fits as well: check it\n',
    )
  })

  it('names the season of the cadence if the file has two of them', () => {
    const seasonOf = (change: Partial<CsvLook>) => written(change).text.match(/season: (\w+)/)?.[1]
    expect(seasonOf({})).toBe('1y')
    expect(seasonOf({ rows: 500 })).toBe('1w')
    expect(seasonOf({ cadence: '1h', rows: 17_420 })).toBe('1d')
    expect(seasonOf({ cadence: '1mo', rows: 144 })).toBe('1y')
    expect(seasonOf({ cadence: '1mo', rows: 20 })).toBeUndefined()
    expect(seasonOf({ cadence: undefined })).toBeUndefined()
  })

  it('treats prices as prices: logarithms, no season, trading days as they come', () => {
    const { text, source, steps } = written({ cadence: '1bd', positive: true })
    expect(text).toContain('scale: log')
    expect(steps).toEqual(['inOrder', 'forecast', 'score'])
    expect(source).toMatchObject({ covariates: [] })
  })

  it('does not fill gaps if no cadence is regular', () => {
    expect(written({ cadence: undefined }).steps).toEqual(['inOrder', 'forecast', 'score'])
  })

  it('quotes names that YAML would misread', () => {
    const odd = { time: '2024', target: 'yes', others: ['a: b', 'x, y', '#', 'ü'] }
    expect(written(odd).source).toMatchObject({ time: '2024', target: ['yes'], covariates: odd.others })
  })

  it('lists numeric columns if there are too many to use', () => {
    const others = Array.from({ length: 9 }, (_, i) => `c${i}`)
    const { text, source } = written({ others })
    expect(source).toMatchObject({ covariates: [] })
    expect(text).toContain('# other numbers: c0, c1,')
  })
})
