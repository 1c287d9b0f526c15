import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inputProblems } from '../../src/pipeline/input-problems.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'

const problems = (source: string) => inputProblems(parsePipeline(`source:\n  ${source}\n`, 'a.yaml'))
const csv = (path: string, target = 'temp_max') => `csv: { path: ${path}, time: date, target: ${target} }`

describe('inputProblems', () => {
  it('locates a missing file, and a folder', async () => {
    expect(await problems(csv('data/nope.csv'))).toEqual([
      {
        where: 'a.yaml:2:16',
        message:
          'csv.path: expected a file to read, got "data/nope.csv", no such file; the path is relative to the pipeline file',
      },
    ])
    expect((await problems(csv('data')))[0]?.message).toBe(
      'csv.path: expected a file to read, got "data", a folder; name the file in it',
    )
    expect((await problems('ndjson: nope.ndjson'))[0]?.where).toBe('a.yaml:2:11')
  })

  it('locates a region without known holidays, with those of names alike', async () => {
    const found = await problems(
      'csv: { path: data/seattle-weather.csv, time: date, target: temp_max, holidays: DE-BX }',
    )
    expect(found).toEqual([
      {
        where: 'a.yaml:2:82',
        message: expect.stringMatching(
          /^csv\.holidays: expected a state of DE, got "DE-BX"; there are BB \(Brandenburg\), /,
        ),
      },
    ])
  })

  it('locates each column that the file lacks, with the closest name', async () => {
    expect(await problems(csv('data/seattle-weather.csv', 'temp_mx'))).toEqual([
      {
        where: 'a.yaml:2:62',
        message: 'csv.target: expected a column of data/seattle-weather.csv, got "temp_mx"; did you mean "temp_max"?',
      },
    ])
    const several = await problems(csv('data/seattle-weather.csv', '[temp_max, elevation], covariates: [wnid]'))
    expect(several).toEqual([
      {
        where: 'a.yaml:2:73',
        message: expect.stringMatching(/^csv\.target\.1: expected a column .*; columns are date, precipitation, /),
      },
      { where: 'a.yaml:2:98', message: expect.stringMatching(/^csv\.covariates\.0: .*did you mean "wind"\?$/) },
    ])
  })

  it('reads the header of a file, compressed or not, whatever its name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-input-'))
    writeFileSync(join(folder, 'a.csv.gz'), gzipSync('date;value\n2024-01-01;1\n'))
    expect((await problems(csv(join(folder, 'a.csv.gz'))))[0]?.message).toMatch(/; set delimiter to ";"$/)
    writeFileSync(join(folder, 'b.csv.gz'), 'date,value\n')
    expect((await problems(csv(join(folder, 'b.csv.gz'))))[0]?.message).toMatch(/; columns are date, value$/)
  })

  it('locates each field that the first rows of an NDJSON file lack, plain or compressed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-input-'))
    const rows = '{"t":"2024-01-01","close":1}\n{"t":"2024-01-02","close":2,"volume":7}\n'
    for (const [name, bytes] of [
      ['a.ndjson', rows],
      ['a.ndjson.gz', gzipSync(rows)],
    ] as const) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      const source = `ndjson: { path: ${path}, time: t, target: [closs, bid], covariates: [volume] }`
      const column = 3 + source.indexOf('closs')
      expect(await problems(source)).toEqual([
        {
          where: `a.yaml:2:${column}`,
          message: `ndjson.target.0: expected a field in the first rows of ${path}, got "closs"; did you mean "close"?`,
        },
        {
          where: `a.yaml:2:${column + 7}`,
          message: `ndjson.target.1: expected a field in the first rows of ${path}, got "bid"; fields are t, close, volume`,
        },
      ])
      expect(await problems(source.replace('[closs, bid]', 'close'))).toEqual([])
      // The names by default.
      expect((await problems(`ndjson: ${path}`)).map(({ where }) => where)).toEqual(['a.yaml:2:11', 'a.yaml:2:11'])
    }
    writeFileSync(join(folder, 'b.ndjson'), 'time,value\n1,2\n')
    expect(await problems(`ndjson: ${join(folder, 'b.ndjson')}`)).toEqual([])
  })

  it('suggests the region with holidays that a wrong case means', async () => {
    const source = csv('data/seattle-weather.csv').replace(/ }$/, ', holidays: de-by }')
    expect((await problems(source)).map(({ message }) => message)).toEqual([
      'csv.holidays: expected the code of a country, such as DE, or of a state, such as DE-BY, got "de-by"; did you mean "DE-BY"?',
    ])
  })

  it('is empty for a file that can be read, and for standard input', async () => {
    expect(await problems(csv('data/seattle-weather.csv'))).toEqual([])
    expect(await problems("ndjson: '-'")).toEqual([])
  })
})
