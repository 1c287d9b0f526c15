import { describe, expect, it } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { ConfigError } from '../../src/errors.ts'
import { cheap, days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

const folder = folderWith({
  'rows.csv': days([1, 2]),
  'good.yaml': cheap,
  'away.yaml': cheap.replace('rows.csv', 'away.csv'),
  'short.yaml': 'source: { ndjson: "-" }\n',
  'bad.yaml': cheap.replace('- score', '- scor').replace('horizon: 2', 'horizon: two'),
  'expert.yaml': cheap.replace('[persistence]', '[persistence, drfit]'),
  'threads.yaml': `${cheap}threads: 2\n`,
  'total.yaml': `${cheap}total: true\n`,
  'worse.yaml': 'seed: x\n',
})
const files = (...names: string[]) => names.map((name) => `${folder}/${name}.yaml`)

describe('check', () => {
  it('shows the steps of a valid pipeline, added ones included', async () => {
    const terminal = memoryTerminal()
    await check(files('good', 'short'), {}, terminal)
    expect(terminal.written.out).toBe(
      `${folder}/good.yaml: good  csv → inOrder → fillGaps → forecast → score → csv\n` +
        `${folder}/short.yaml: good  ndjson → inOrder → forecast → score → stdout\n`,
    )
    const screen = memoryTerminal(true)
    await check(files('short'), {}, screen)
    expect(screen.written.out).toContain('ndjson → <dim>inOrder</dim> → <dim>forecast</dim> → <dim>score</dim>')
  })

  it('reports all problems of all files, and still shows the valid ones', async () => {
    const terminal = memoryTerminal()
    let problems: ConfigError['problems'] = []
    try {
      await check(files('bad', 'good', 'worse'), {}, terminal)
    } catch (error) {
      if (error instanceof ConfigError) problems = error.problems
    }
    expect(problems.map(({ where }) => where.replace(folder, ''))).toEqual([
      '/bad.yaml:6:26',
      '/bad.yaml:7:5',
      '/worse.yaml:1:1',
      '/worse.yaml:1:7',
    ])
    expect(terminal.written.out).toMatch(/good\.yaml: good/)
  })

  it('locates a misspelt expert', async () => {
    await expect(check(files('expert'), {}, memoryTerminal())).rejects.toThrow(
      `${folder}/expert.yaml:6:66 forecast.experts.1: expected the name of an expert, got "drfit"; did you mean "drift"?`,
    )
  })

  it('reports a missing file', async () => {
    await expect(check(files('away'), {}, memoryTerminal())).rejects.toThrow(
      `${folder}/away.yaml:2:16 csv.path: expected a file to read, got "away.csv", no such file`,
    )
  })

  it('notes settings of several series in a pipeline of one, and refuses a total of it', async () => {
    const terminal = memoryTerminal()
    await check(files('threads'), {}, terminal)
    expect(terminal.written.out).toMatch(/threads\.yaml: good/)
    expect(terminal.written.err).toMatch(/^note .*threads\.yaml: threads: has no effect on one series; /)
    await expect(check(files('total'), {}, terminal)).rejects.toThrow('total: expected a source with several series')
  })

  it('lists the problems as JSON with --json', async () => {
    const terminal = memoryTerminal()
    await expect(check(files('good', 'worse'), { json: true }, terminal)).rejects.toThrow(ConfigError)
    const [good, worse] = JSON.parse(terminal.written.out)
    expect(good).toEqual({ file: `${folder}/good.yaml`, problems: [] })
    expect(worse.problems).toHaveLength(2)
    expect(worse.problems[1]).toEqual({
      where: `${folder}/worse.yaml:1:7`,
      message: 'seed: expected a number, got "x"',
    })
  })
})
