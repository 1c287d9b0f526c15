import { expect, it } from 'vitest'
import { logFailure } from '../../src/cli/log-failure.ts'
import { ConfigError } from '../../src/errors.ts'

it('logs the message, the problems and the exit code', () => {
  const problems = [{ where: 'a.yaml:1:', message: 'expected a source' }]
  const lines: unknown[] = []
  const log = { error: (event: string, fields?: object) => lines.push([event, fields]) }
  expect(logFailure(log, new ConfigError(problems))).toBe(2)
  expect(logFailure(log, new Error('broken'))).toBe(1)
  expect(lines).toEqual([
    ['failure', { message: expect.stringContaining('expected a source'), problems, code: 2 }],
    ['failure', { message: 'broken', code: 1 }],
  ])
})
