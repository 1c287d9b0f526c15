import { describe, expect, it } from 'vitest'
import { postgresError, quoted } from '../../src/connectors/postgres-client.ts'
import { Refused } from '../../src/delivery/message.ts'
import { ConfigError } from '../../src/errors.ts'

const place = { word: 'postgres', url: 'postgres://h/d', resolve: (path: string) => path }
const failed = (code: string) => Object.assign(new Error('why'), { code, severity: 'ERROR' })

describe('postgresError', () => {
  it('tries again after lost connections, restarts, deadlocks and full disks', () => {
    const codes = ['08006', '57P01', '57P03', '53300', '53100', '40P01', '40001', '25006', '55P03', 'XX000']
    for (const code of codes) {
      const error = failed(code)
      expect(postgresError(error, place, true)).toBe(error)
    }
    const race = Object.assign(failed('23505'), { schema: 'pg_catalog' })
    expect(postgresError(race, place, true)).toBe(race)
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    expect(postgresError(refused, place, false)).toBe(refused)
    // Five letters, but none of PostgreSQL’s.
    const pipe = Object.assign(new Error('write'), { code: 'EPIPE' })
    expect(postgresError(pipe, place, false)).toBe(pipe)
  })

  it('ends the run after a wrong password at the start, but not once there was a connection', () => {
    expect(postgresError(failed('28P01'), place, false)).toBeInstanceOf(ConfigError)
    expect(postgresError(failed('3D000'), place, false)).toBeInstanceOf(ConfigError)
    expect(postgresError(failed('28P01'), place, true)).not.toBeInstanceOf(ConfigError)
  })

  it('ends the run if a statement or its data is wrong', () => {
    for (const code of ['42P01', '42703', '42501', '22003', '23505', '23514', '0A000'])
      expect(postgresError(failed(code), place, true)).toBeInstanceOf(Refused)
  })
})

it('quoted makes any text a name', () => {
  expect(quoted('a"; drop table b; --')).toBe('"a""; drop table b; --"')
})
