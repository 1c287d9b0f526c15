import { describe, expect, it } from 'vitest'
import { errorJson, oneErrorJson } from '../../src/cli/error-json.ts'
import { ConfigError, DataError } from '../../src/errors.ts'
import { cheap, commandHere, days, folderWith } from './command.ts'

describe('errorJson', () => {
  it('contains every problem with its place, or the message', () => {
    const problems = [
      { where: 'a.yaml:1:2', message: 'expected b' },
      { where: 'c.yaml:', message: 'expected d' },
    ]
    expect(JSON.parse(errorJson(new ConfigError(problems)))).toEqual({
      errors: [problems[0], { where: 'c.yaml', message: 'expected d' }],
    })
    expect(JSON.parse(errorJson(new DataError('no rows')))).toEqual({ errors: [{ where: '', message: 'no rows' }] })
    expect(JSON.parse(errorJson('odd'))).toEqual({ errors: [{ where: '', message: 'odd' }] })
  })
})

it('has one text without a prefix, if one is wanted', () => {
  expect(JSON.parse(oneErrorJson(new Error("error: unknown option '--x'")))).toEqual({ error: "unknown option '--x'" })
})

describe('--json', () => {
  const folder = folderWith({
    'a.yaml': cheap,
    'bad.yaml': cheap.replace('horizon: 2', 'horizon: two'),
    'stdout.yaml': cheap.replace('csv: out/forecasts.csv', 'stdout'),
    'later.yaml': cheap.replace('rows.csv', 'cut.csv'),
    'cut.csv': `${days([1, 2, 3, 4])}2024-02-01,"5\n`,
  })

  it.each([
    [['run', 'nope.yaml'], 2, 'nope.yaml'],
    [['run', 'bad.yaml'], 2, 'bad.yaml:6:26'],
    [['run', 'a.yaml'], 1, ''],
    [['compare', 'nope.yaml'], 2, 'nope.yaml'],
    [['list', 'scor'], 2, 'list'],
    [['run', 'a.yaml', '--sped'], 2, ''],
  ])('is one object with the errors if a command fails: %s', async (args, code, where) => {
    const { stdout, ...rest } = await commandHere([...args, '--json'], folder)
    expect(JSON.parse(stdout)).toEqual({
      errors: [{ where, message: expect.stringMatching(/expected|unknown option/) }],
    })
    expect(rest.code).toBe(code)
    expect(rest.stderr).not.toBe('')
  })

  it('is the single summary if a run fails halfway', async () => {
    const { code, stdout } = await commandHere(['run', 'later.yaml', '--json'], folder)
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      expect.objectContaining({ failure: expect.stringContaining('quote') }),
    ])
  })

  it('is not printed to standard output if forecasts are', async () => {
    const { stdout, stderr } = await commandHere(['run', 'stdout.yaml', '--json'], folder)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr.slice(0, stderr.lastIndexOf('}') + 1))).toHaveProperty('errors')
  })
})
