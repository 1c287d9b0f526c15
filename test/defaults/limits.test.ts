import { describe, expect, it } from 'vitest'
import { byPosition, limitOf } from '../../src/defaults/limits.ts'
import { ConfigError } from '../../src/errors.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'

const none = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, integer: false }

describe('limitOf', () => {
  it('is one limit for all targets, or one a target', () => {
    expect(limitOf({}, 'a')).toEqual(none)
    expect(limitOf({ min: 0, max: { a: 9 } }, 'a')).toEqual({ min: 0, max: 9, integer: false })
    expect(limitOf({ min: 0, max: { a: 9 } }, 'b')).toEqual({ ...none, min: 0 })
  })

  it('is the first and the last of whole numbers', () => {
    expect(limitOf({ min: 0.5, max: 9.9, integer: true }, 'a')).toEqual({ min: 1, max: 9, integer: true })
  })
})

describe('byPosition', () => {
  it('turns names into positions', () => {
    const limits = { min: 0, max: { hum: 100, cloud: 1 }, integer: { visits: true } }
    expect(byPosition(limits, ['visits', 'hum', 'cloud'])).toEqual({
      min: 0,
      max: { 1: 100, 2: 1 },
      integer: { 0: true },
    })
  })

  it('reports each name that no target has', () => {
    const wrong = () => byPosition({ min: { visit: 0 }, integer: { noise: true } }, ['visits', 'sales'])
    expect(wrong).toThrow(ConfigError)
    expect(wrong).toThrow('forecast.min: expected the name of a target, got "visit"; the targets are visits, sales')
    expect(wrong).toThrow('forecast.integer: expected the name of a target, got "noise"; the targets are visits, sales')
  })
})

describe('limits that cannot be', () => {
  const build = (limits: object) => () => new Forecaster({ leads: [1], channels: 2, ...limits })

  it('are reported', () => {
    expect(build({ min: 3, max: 3 })).toThrow('forecast.max: expected a number above min, 3, got 3')
    expect(build({ min: 0, max: { 1: -1 } })).toThrow('forecast.max.1: expected a number above min, 0, got -1')
    expect(build({ min: 0.2, max: 1.9, integer: true })).toThrow(
      'forecast.max: expected a number above min, 0.2, with two whole numbers or more between them, got 1.9',
    )
    expect(build({ min: { 2: 0 } })).toThrow(
      'forecast.min: expected the name of a target, got "2"; the targets are 0, 1',
    )
    expect(build({ min: 'low' })).toThrow('forecast.min: expected a number or values by name, got "low"')
  })

  it('are those of no target but theirs', () => {
    build({ min: { 0: 5, 1: 0 }, max: { 0: 9, 1: 1 }, integer: { 1: true } })()
  })
})
