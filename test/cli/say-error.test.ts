import { describe, expect, it } from 'vitest'
import { sayError } from '../../src/cli/say-error.ts'
import { ConfigError, DataError } from '../../src/errors.ts'
import { memoryTerminal } from './memory-terminal.ts'

const said = (error: unknown) => {
  const terminal = memoryTerminal()
  sayError(error, terminal)
  expect(terminal.written.out).toBe('')
  return terminal.written.err
}

describe('sayError', () => {
  it('prints each problem of a configuration on a line, and their number', () => {
    const problems = [
      { where: 'a.yaml:1:1', message: 'seed: expected a whole number, got "x"' },
      { where: '', message: 'expected more' },
    ]
    expect(said(new ConfigError(problems))).toBe(
      'a.yaml:1:1 seed: expected a whole number, got "x"\nexpected more\n2 problems\n',
    )
    expect(said(new ConfigError(problems.slice(0, 1)))).not.toContain('problems')
  })

  it('prints any other error without a stack trace', () => {
    expect(said(new DataError('a.csv:2 expected a number, got "x"'))).toBe(
      'stopped a.csv:2 expected a number, got "x"\n',
    )
    expect(said(new Error('no space left'))).toBe('failed no space left\n')
    expect(said('odd')).toBe('failed odd\n')
  })
})
