import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../src/errors.ts'

describe('ConfigError', () => {
  it('lists every problem on a line with its place', () => {
    const error = new ConfigError([
      { where: 'weather.yaml:3:5', message: 'expected a number, got "x"; write a number' },
      { where: '', message: 'no source; name one' },
    ])
    expect(error.message).toBe('weather.yaml:3:5 expected a number, got "x"; write a number\nno source; name one')
    expect(error.problems).toHaveLength(2)
    expect(error.name).toBe('ConfigError')
  })
})

describe('DataError', () => {
  it('is distinguishable from other errors by its class and its name', () => {
    const error: Error = new DataError('stock.csv:1042 Close: expected a number, got "N/A"')
    expect(error).toBeInstanceOf(DataError)
    expect(error.name).toBe('DataError')
  })
})
