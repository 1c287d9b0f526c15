import { describe, expect, it } from 'vitest'
import { type ScoreTable, scoreTable, visitScoreTable } from '../../src/scores/score-table.ts'
import type { Fields, Saveable } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredWeather } from '../server/scored-weather.ts'

describe('the score table', () => {
  it('is a copy in plain JSON: NaN becomes null', () => {
    const { scores } = scoredWeather({ rows: 3, leads: [1, 7] }).at(-1)!
    const table = scoreTable(scores)
    expect([table.from, table.season]).toEqual([null, null])
    expect(scoreTable({ ...scores, from: { time: 5 }, season: 7 })).toMatchObject({ from: { time: 5 }, season: 7 })
    expect(table.units).toBeNull()
    expect(scoreTable({ ...scores, units: Float64Array.of(2.5, Number.NaN) }).units).toEqual([2.5, null])
    expect(table.count).toEqual([2, 0])
    expect(table.mae[0]).toBe(scores.mae[0])
    expect(table.mae[1]).toBeNull()
    expect(table.coverage).toHaveLength(2)
    expect(JSON.parse(JSON.stringify(table))).toEqual(table)
    scores.mae[0] = -1
    expect(table.mae[0]).not.toBe(-1)
  })

  it('survives a snapshot, with everything that can be absent', () => {
    class Holder implements Saveable {
      table: ScoreTable | undefined
      constructor(table?: ScoreTable) {
        this.table = table
      }
      state(fields: Fields) {
        this.table = fields.optional('table', this.table, visitScoreTable)
      }
    }
    const { scores } = scoredWeather({ rows: 3, leads: [1, 7] }).at(-1)!
    for (const other of [
      {},
      { from: { time: 5 }, season: 7 },
      { from: { observation: 9 }, units: Float64Array.of(2.5, Number.NaN) },
    ]) {
      const table = scoreTable({ ...scores, ...other })
      const holder = new Holder()
      restore(holder, snapshot(new Holder(table)))
      expect(holder.table).toEqual(table)
    }
  })
})
