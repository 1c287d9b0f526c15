import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { loadPipeline, parsePipeline } from '../../src/pipeline/load-pipeline.ts'

/** Everything that is said about a text, line by line. */
function problemsOf(text: string): string[] {
  try {
    parsePipeline(text, 'a.yaml')
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

const source = 'source:\n  csv: { path: a.csv, time: date, target: value }\n'

describe('parsePipeline', () => {
  it('takes a source alone, and fills in the rest', () => {
    const pipeline = parsePipeline(source, 'somewhere/a.yaml')
    expect(pipeline.name).toBe('a')
    expect(pipeline.steps.map(({ word }) => word.name)).toEqual(['inOrder', 'forecast', 'score'])
    expect(pipeline.added).toEqual(['inOrder', 'forecast', 'score'])
    expect(pipeline.sinks).toEqual([])
    expect(pipeline.settings).toEqual({
      seed: 1,
      strict: false,
      shards: 16,
      weights: 'own',
      threads: 1,
      total: false,
      dashboard: false,
      metrics: false,
    })
    expect(pipeline.folder).toBe(join(process.cwd(), 'somewhere'))
  })

  it('takes empty lists and names with nothing after them for left out', () => {
    expect(problemsOf(`${source}steps:\nsinks:\nseason:\nseed:\n`)).toEqual([])
  })

  it.each([
    [
      'nothing',
      '',
      'a.yaml:1:1 expected source, steps and sinks, got nothing; rxcast init FILE.csv writes a pipeline that runs',
    ],
    [
      'a list',
      '- a\n',
      'a.yaml:1:1 expected source, steps and sinks, got ["a"]; rxcast init FILE.csv writes a pipeline that runs',
    ],
    [
      'no source',
      'seed: 1\n',
      'a.yaml:1:1 source: expected where to read from, got nothing; write it such as source: { csv: { path: data.csv, time: date, target: value } }',
    ],
    ['an empty source', 'seed: 1\nsource:\n', /^a\.yaml:2:1 source: expected where to read from, got nothing/],
    [
      'an unknown source',
      'source: { cvs: { path: a } }\n',
      /^a\.yaml:1:11 expected one of csv, ndjson, (\w+, )+got "cvs"; did you mean "csv"\?$/,
    ],
    [
      'a source without its argument',
      'source: csv\n',
      /^a\.yaml:1:9 csv: expected an argument, got none; write it such as csv: \{ path: /,
    ],
    [
      'a missing option',
      'source:\n  csv: { path: a.csv, time: date }\n',
      'a.yaml:2:3 csv.target: expected text or a list, got nothing',
    ],
    [
      'a misspelt option',
      'source:\n  csv: { path: a.csv, time: date, taget: value }\n',
      [
        'a.yaml:2:3 csv.target: expected text or a list, got nothing',
        'a.yaml:2:35 csv: expected a known option, got "taget"; did you mean "target"?',
      ],
    ],
    [
      'two sources',
      'source:\n  csv: {}\n  ndjson: {}\n',
      'a.yaml:1:1 expected one word with its argument, got "csv", "ndjson"; give each word an item of its own',
    ],
    ['a number for a source', 'source: 7\n', /^a\.yaml:1:9 expected a word or one word with its argument, got 7/],
    [
      'an unknown step',
      `${source}steps:\n  - scor\n`,
      /^a\.yaml:4:5 expected one of inOrder, .*, got "scor"; did you mean "score"\?$/,
    ],
    [
      'a step that is nothing like any',
      `${source}steps:\n  - zebra: 1\n`,
      /^a\.yaml:4:5 expected one of inOrder, .*, score, alert, got "zebra"$/,
    ],
    [
      'a wrong value',
      `${source}steps:\n  - lookback: 0\n`,
      /^a\.yaml:4:15 lookback: expected a number at least 1, got 0/,
    ],
    [
      'a wrong option of a step',
      `${source}steps:\n  - forecast: { horizon: seven }\n`,
      'a.yaml:4:26 forecast.horizon: expected a number, got "seven"',
    ],
    [
      'a limit for an unknown target',
      `${source}steps:\n  - forecast: { max: { humidity: 100 } }\n`,
      /^a\.yaml:4:24 forecast\.max: expected the name of a target, got "humidity"; the targets are \w+$/,
    ],
    [
      'a misspelt option of a step',
      `${source}steps:\n  - score: { form: 2013-01-01 }\n`,
      'a.yaml:4:14 score: expected a known option, got "form"; did you mean "from"?',
    ],
    [
      'a step without the argument it needs',
      `${source}steps:\n  - fillGaps\n`,
      'a.yaml:4:5 fillGaps: expected an argument, got none; write it such as fillGaps: 1d',
    ],
    [
      'options on the level of their word',
      `${source}steps:\n  - forecast:\n    horizon: 7\n`,
      'a.yaml:4:5 expected one word with its argument, got "forecast", "horizon"; indent "horizon" further, below "forecast"',
    ],
    [
      'steps that are not a list',
      `${source}steps: score\n`,
      'a.yaml:3:1 steps: expected a list, got "score"; begin each line with "- "',
    ],
    [
      'sinks that are not a list',
      `${source}sinks: { csv: a }\n`,
      'a.yaml:3:1 sinks: expected a list, got {"csv":"a"}; begin each line with "- "',
    ],
    ['a step where a sink belongs', `${source}sinks:\n  - score\n`, /^a\.yaml:4:5 expected one of csv, .*got "score"/],
    [
      'an unknown setting',
      `${source}sead: 3\n`,
      'a.yaml:3:1 expected a known option, got "sead"; did you mean "seed"?',
    ],
    [
      'a misspelt place',
      `${source}setps: []\n`,
      'a.yaml:3:1 expected a known option, got "setps"; did you mean "steps"?',
    ],
    ['an invalid seed', `${source}seed: -1\n`, 'a.yaml:3:7 seed: expected a number at least 0, got -1'],
    [
      'an invalid cadence',
      `${source}cadence: daily\n`,
      /^a\.yaml:3:10 cadence: expected a duration, got "daily"; write it such as 1d/,
    ],
    [
      'an invalid port',
      `${source}dashboard: { port: 70000 }\n`,
      'a.yaml:3:20 dashboard.port: expected a number at most 65535, got 70000',
    ],
    [
      'a wrong order',
      `${source}steps:\n  - inOrder\n  - score\n`,
      'a.yaml:5:5 score: expects Forecast, got Observation; put "forecast" before it',
    ],
    ['a name from Object', `${source}steps:\n  - constructor\n`, /^a\.yaml:4:5 expected one of .*got "constructor"/],
    ['__proto__', `${source}__proto__: { seed: 3 }\n`, /^a\.yaml:3:1 expected a known option, got "__proto__"/],
  ])('reports %s', (_, text, expected) => {
    const problems = problemsOf(text)
    if (Array.isArray(expected)) return expect(problems).toEqual(expected)
    expect(problems).toEqual([typeof expected === 'string' ? expected : expect.stringMatching(expected)])
  })

  it('says all that is wrong at once', () => {
    const problems = problemsOf(
      'source: { csv: { path: 5 } }\nsteps: [zebra, { lookback: x }]\nsinks: [{ csv: 3 }]\nseed: x\nfoo: 1\n',
    )
    expect(problems.map((problem) => problem.match(/^a\.yaml:\d+:\d+/)?.[0])).toEqual([
      'a.yaml:1:24',
      'a.yaml:1:11',
      'a.yaml:1:11',
      'a.yaml:2:9',
      'a.yaml:2:28',
      'a.yaml:3:16',
      'a.yaml:4:7',
      'a.yaml:5:1',
    ])
  })

  it('says where the YAML itself is broken', () => {
    expect(problemsOf('source: [')[0]).toMatch(/^a\.yaml:1:\d+ expected YAML/)
    expect(problemsOf('source: &a csv\nsteps: *a\n')).toHaveLength(2)
  })
})

describe('loadPipeline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-load-'))

  it('says what is there instead of a pipeline file', () => {
    expect(() => loadPipeline(join(folder, 'none.yaml'))).toThrow(
      `${folder}/none.yaml: expected a pipeline file, got no such file; rxcast init FILE.csv writes one`,
    )
    expect(() => loadPipeline(folder)).toThrow(`${folder}: expected a pipeline file, got a folder`)
  })

  it('refuses bytes that are not UTF-8', () => {
    const file = join(folder, 'latin.yaml')
    writeFileSync(file, Buffer.from('seed: 1 # \xe9', 'latin1'))
    expect(() => loadPipeline(file)).toThrow(`${file}: expected UTF-8, got other bytes; save it as UTF-8`)
  })

  it('counts paths from the folder of the file', () => {
    const file = join(folder, 'good.yml')
    writeFileSync(file, source)
    const { folder: from, name } = loadPipeline(file)
    expect([from, name]).toEqual([folder, 'good'])
  })

  it('reports a duplicate name beside all other problems', () => {
    expect(() => parsePipeline(`${source}steps: [scor]\nseed: 1\nseed: x\n`, 'a.yaml')).toThrow(
      /a\.yaml:5:1 expected each name once.*\n.*a\.yaml:3:9 expected one of .*\n.*a\.yaml:5:7 seed/,
    )
    expect(() => parsePipeline(`${source}seed: 1\nseed: 2\n`, 'a.yaml')).toThrow(
      /^a\.yaml:4:1 expected each name once[^\n]*$/,
    )
  })

  it.each([
    ['rows.csv', 'date,value\n2024-01-01,1\n'],
    ['rows', 'date,value\n2024-01-01,1\n'],
    ['rows.txt', 'date;value: a\n2024-01-01;"1\n'],
    ['rows', '"date"\t"value"\n"2024-01-01"\t1\n'],
  ])('knows data that was taken for a pipeline, and names what looks at it: %s', (file, text) => {
    expect(() => parsePipeline(text, file)).toThrow(
      `${file}:1:1 expected a pipeline file, got data; rxcast init ${file} writes a pipeline for it`,
    )
  })
})
