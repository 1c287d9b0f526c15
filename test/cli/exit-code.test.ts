import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../src/cli/exit-code.ts'
import { ConfigError, DataError } from '../../src/errors.ts'

describe('exitCodeOf', () => {
  it('is 2 for an invalid configuration, and 1 for anything else that ends a run', () => {
    expect(exitCodeOf(new ConfigError([{ where: 'a.yaml:1:1', message: 'x' }]))).toBe(2)
    expect(exitCodeOf(new DataError('a.csv:2 expected a number, got "x"'))).toBe(1)
    expect(exitCodeOf(new Error('no space left on device'))).toBe(1)
  })
})
