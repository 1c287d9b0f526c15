import { describe, expect, it } from 'vitest'
import { filledTables } from '../../src/history/tables.ts'
import { scoredOf } from '../sinks/scored.ts'

const day = 86_400_000
const place = { series: ['y', 'z'], by: ['time'] }
const keyed = (origin: number, key: string) => {
  const scored = scoredOf(origin, [1, 2, 3, 4])
  const observation = { ...scored.observation, values: [5, Number.NaN], key: [key] }
  return { ...scored, observation }
}

describe('the tables of a history', () => {
  it('are filled with forecasts, values and events', () => {
    const stale = { kind: 'stale', time: day, key: ['a'], reason: 'silent' } as const
    const [forecasts, observations, events] = filledTables(place, {}, [keyed(1, 'a')], [stale])
    expect(forecasts!.table.series).toEqual(['key_time', 'series'])
    expect(forecasts!.rows[3]).toEqual(['a', 'z', day, 3 * day, 2, 4, 3, 5])
    expect(observations!.rows).toEqual([
      ['a', 'y', day, 5],
      ['a', 'z', day, null],
    ])
    expect(events!.rows).toEqual([['a', '', day, 'stale', '', null, null, false, 'silent']])
  })

  it('hold by lead what has happened of outcomes, where any and all differ', () => {
    const outcomes = { names: ['rain', 'any'], groups: [0, 1] }
    const residuals = Float64Array.of(-0.3, Number.NaN, -0.3, 0.4)
    const [, observations] = filledTables(
      { series: ['rain', 'any'] },
      {},
      [{ ...scoredOf(1, [0.3, 0.3, 0.3, 0.6]), outcomes, residuals }],
      [],
    )
    expect(observations!.rows).toEqual([
      ['rain', day, 1, 0],
      ['rain', day, 2, null],
      ['any', day, 1, 0],
      ['any', day, 2, 1],
    ])
  })

  it('hold the last forecast of each series alone, or nothing but events', () => {
    const scored = [keyed(1, 'a'), keyed(1, 'b'), keyed(2, 'a')]
    const [forecasts, observations] = filledTables(place, { only: 'latest' }, scored, [])
    expect(new Set(forecasts!.rows.map(([key, , origin]) => `${key} ${Number(origin) / day}`))).toEqual(
      new Set(['a 2', 'b 1']),
    )
    expect(observations!.rows).toHaveLength(6)
    expect(filledTables(place, { only: 'events' }, scored, []).map(({ table }) => table.name)).toEqual(['events'])
    expect(filledTables(place, {}, [], []).map(({ table }) => table.name)).toEqual(['events'])
  })
})
