import { describe, expect, it } from 'vitest'
import { csvSource, readCsv } from '../../src/sources/csv.ts'
import { csvOptions } from '../../src/sources/csv-text.ts'
import { placeIn } from '../../src/sources/place-in.ts'
import { fileOf, gather, valuesOf } from './gathered.ts'

describe('csv', () => {
  it('reads time, targets and covariates by name', async () => {
    const { observations } = await gather(fileOf('x,day,b,a\n9,2024-01-01,2,1\n'), {
      time: 'day',
      target: ['a', 'b'],
      covariates: ['x'],
    })
    expect(
      observations.map(({ time, values, covariates }) => [time, ...Array.from(values), ...Array.from(covariates!)]),
    ).toEqual([[Date.UTC(2024, 0, 1), 1, 2, 9]])
  })

  it('reads semicolons and decimal commas if configured', async () => {
    const read = await gather(fileOf('tag;wert\n2024-01-01;1.234,5\n'), {
      time: 'tag',
      target: 'wert',
      delimiter: ';',
      decimal: ',',
      thousands: '.',
    })
    expect(valuesOf(read)).toEqual([1234.5])
  })

  it('reads a table below other lines, by names of its own', async () => {
    const { observations, rejects } = await gather(fileOf('Rain\n#\nt,y\n2024-01-01,1\n# end\n2024-01-02,x\n'), {
      time: 'day',
      target: 'mm',
      ...{ skip: 3, comment: '#', header: false, columns: ['day', 'mm'] },
    })
    expect(observations.map(({ values }) => values)).toEqual([[1]])
    expect(rejects).toMatchObject([{ place: { line: 6 }, column: 'mm' }])
  })

  it('checks names against the header that its options describe', async () => {
    const path = fileOf('Rain\n# mm\n day;y \n2024-01-01;1\n')
    const check = (options: object) =>
      csvSource.check!(csvOptions.parse({ path, time: 'day', target: 'y', ...options }), placeIn('.'))
    expect(await check({ skip: 1, comment: '#', delimiter: ';' })).toEqual([])
    expect(await check({ header: false, columns: ['day', 'y'] })).toEqual([])
    expect(await check({ header: false, columns: ['day', 'z'] })).toMatchObject([{ path: ['target'] }])
  })

  it('accepts its own example', () => {
    expect(csvOptions.safeParse(csvSource.example).success).toBe(true)
  })

  it('describes its argument before anything is opened', () => {
    const facts = (options: object) => csvSource.facts(csvOptions.parse({ time: 'day', target: 'y', ...options }))
    expect(facts({ path: 'a.csv', covariates: ['x'] })).toEqual({
      targets: ['y'],
      covariates: ['x'],
      by: [],
      known: [],
      offered: [],
      files: ['a.csv'],
      live: false,
    })
    expect(facts({ path: '-' })).toMatchObject({ files: [], live: true })
  })
})

describe('readCsv', () => {
  const place = { resolve: (path: string) => path, strict: false }

  it('fills in defaults', async () => {
    const source = readCsv({ path: 'data/seattle-weather.csv', time: 'date', target: 'temp_max' })(place)
    expect([source.name, source.targets, source.covariates]).toEqual(['data/seattle-weather.csv', ['temp_max'], []])
    expect((await source.peek(1))?.[0]?.values[0]).toBe(12.8)
  })

  it('throws at once if an option is invalid', () => {
    const taget = { path: 'a', time: 't', target: 'y', taget: 'y' }
    expect(() => readCsv(taget)).toThrow('csv: expected a known option, got "taget"; did you mean "target"?')
  })
})
