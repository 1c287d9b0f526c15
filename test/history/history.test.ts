import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { History, type HistoryOptions } from '../../src/history/history.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { newFolder, placeOf } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { ask } from './ask.ts'

const options: HistoryOptions = { path: 'h.duckdb', schema: 'main' }

/** Writes forecasts to a history as one run does. */
async function written(
  folder: string,
  scored: readonly ScoredData[],
  change: Partial<HistoryOptions> = {},
  place: Partial<SinkPlace> = {},
): Promise<string> {
  const history = new History({ ...options, ...change }, placeOf(place, folder))
  await history.open()
  await history.add(scored)
  await history.close()
  return join(folder, 'h.duckdb')
}

const day = 86_400_000
const anomaly: SeriesEvent = { kind: 'anomaly', time: 2 * day, channel: 0, reason: 'rare', rarity: 0.01 }

describe('a history', () => {
  it('has every forecast, value and event once, however often it is written', async () => {
    const folder = newFolder()
    const days = [1, 2, 3].map((origin) => scoredOf(origin))
    const withEvent = { ...days[1]!, events: [anomaly] }
    await written(folder, [days[0]!, withEvent])
    const file = await written(folder, [withEvent, days[2]!])
    expect(await ask(file, 'select * from forecasts order by all limit 2')).toEqual([
      ['y', '1970-01-02T00:00:00.000Z', '1970-01-03T00:00:00.000Z', 1, 1.5, 0.5, 2.5],
      ['y', '1970-01-02T00:00:00.000Z', '1970-01-04T00:00:00.000Z', 2, null, null, null],
    ])
    expect(await ask(file, 'select count(*), count(distinct origin) from forecasts')).toEqual([[6n, 3n]])
    expect(await ask(file, 'select day(time), value from observations order by 1')).toEqual([
      [2n, 0.1],
      [3n, 0.1],
      [4n, 0.1],
    ])
    expect(await ask(file, 'select day(time), event, rarity, reason from events')).toEqual([
      [3n, 'anomaly', 0.01, 'rare'],
    ])
  })

  it('refuses values in the tables of outcomes and the reverse, which its views would leave out', async () => {
    const values = scoredOf(1)
    const outcomes = { ...scoredOf(2), outcomes: { names: ['y'], groups: [0] } }
    const refused = (ours: string, got: string) =>
      `h.duckdb: expected a table observations of ${ours}, got one of ${got}; name another file or schema`
    for (const [first, second, message] of [
      [values, outcomes, refused('outcomes', 'values')],
      [outcomes, values, refused('values', 'outcomes')],
    ] as const) {
      const folder = newFolder()
      const file = await written(folder, [first])
      await expect(written(folder, [second])).rejects.toThrow(message)
      expect(await ask(file, 'select distinct day(origin) from forecasts')).toEqual([[first === values ? 2n : 3n]])
      await written(folder, [second], { schema: 'other' })
    }
  })

  it('replaces the forecasts of an origin together, with other leads and levels too', async () => {
    const folder = newFolder()
    await written(folder, [scoredOf(1), scoredOf(2)])
    const { observation } = scoredOf(2)
    const again = { ...scoredOf(2, [7]), observation, leads: [1], times: [3 * day], levels: [0.5] }
    const file = await written(folder, [again])
    const sql = 'select day(origin), lead, forecast, "lower_97.5", lower_50 from forecasts order by all'
    expect(await ask(file, sql)).toEqual([
      [2n, 1, 1.5, 0.5, null],
      [2n, 2, null, null, null],
      [3n, 1, 7, null, 6],
    ])
    expect(await ask(file, 'select level, count from coverage')).toEqual([[0.975, 1n]])
  })

  it('can be read while a run goes on, and keeps what was committed if the run fails', async () => {
    const folder = newFolder()
    const history = new History(options, placeOf({}, folder))
    await history.open()
    await history.add([scoredOf(1)])
    await history.commit()
    expect(await ask(join(folder, 'h.duckdb'), 'select count(*) from forecasts')).toEqual([[2n]])
    await history.add([scoredOf(2)])
    await history.abort()
    expect(await ask(join(folder, 'h.duckdb'), 'select count(*) from forecasts')).toEqual([[2n]])
  })

  it('leaves no file if nothing was written', async () => {
    const folder = newFolder()
    const history = new History(options, placeOf({}, folder))
    await history.open()
    await history.abort()
    expect(existsSync(join(folder, 'h.duckdb'))).toBe(false)
  })

  it('keeps the last forecast of each series alone with only: latest, and all values', async () => {
    const folder = newFolder()
    const of = (shop: string, origin: number, value: number): ScoredData => {
      const scored = scoredOf(origin, [value, value])
      return { ...scored, observation: { ...scored.observation, key: [shop] } }
    }
    const place = { by: ['Series'] }
    await written(folder, [of('a', 1, 1), of('b', 1, 2), of('a', 2, 3)], { only: 'latest', leads: [2] }, place)
    const file = await written(folder, [of('b', 2, 4)], { only: 'latest', leads: [2] }, place)
    expect(await ask(file, 'select key_Series, lead, forecast from forecasts order by all')).toEqual([
      ['a', 2, 3],
      ['b', 2, 4],
    ])
    expect(await ask(file, 'select count(*) from observations')).toEqual([[4n]])
  })

  it('writes nothing but events with only: events, also if they come without forecasts', async () => {
    const folder = newFolder()
    const history = new History({ ...options, only: 'events' }, placeOf({}, folder))
    await history.open()
    await history.add([{ ...scoredOf(2), events: [anomaly] }])
    await history.happened({ kind: 'stale', time: 9 * day, reason: 'silent', clock: true })
    await history.close()
    const file = join(folder, 'h.duckdb')
    expect(await ask(file, 'select event, series, clock from events order by time')).toEqual([
      ['anomaly', 'y', false],
      ['stale', '', true],
    ])
    await expect(ask(file, 'from forecasts')).rejects.toThrow('got the table forecasts; there are events')
  })

  it('refuses a table whose series differ in other columns, and changes nothing', async () => {
    const folder = newFolder()
    const file = await written(folder, [scoredOf(1)])
    await expect(written(folder, [scoredOf(2)], {}, { by: ['shop'] })).rejects.toThrow(
      'h.duckdb: expected a table forecasts whose series differ in shop, series, got one with series; name another file or schema',
    )
    expect(await ask(file, 'select count(*) from forecasts')).toEqual([[2n]])
    await written(folder, [scoredOf(2)], { schema: 'shops' }, { by: ['shop'] })
    expect(await ask(file, 'select shop, lead from latest', 'shops')).toEqual([
      ['', 1],
      ['', 2],
    ])
  })

  it('says what is the matter with a file of another kind, and leaves it', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'h.duckdb'), 'time,y\n'.repeat(1000))
    await expect(written(folder, [scoredOf(1)])).rejects.toThrow(
      /^h\.duckdb: expected a DuckDB database that can be used, got: .*not a valid DuckDB database file!; name another file$/,
    )
    expect(readFileSync(join(folder, 'h.duckdb'), 'utf8')).toHaveLength(7000)
  })

  it('writes Parquet at the end, or by day as soon as a day has ended', async () => {
    const folder = newFolder()
    await written(folder, [scoredOf(1), scoredOf(2)], { parquet: { folder: 'pq' } })
    const rows = (glob: string) => ask(join(folder, 'h.duckdb'), `select count(*) from '${join(folder, glob)}'`)
    expect(await rows('pq/forecasts.parquet')).toEqual([[4n]])
    expect(await rows('pq/observations.parquet')).toEqual([[2n]])
    const history = new History({ ...options, parquet: { folder: 'days', by: 'day' } }, placeOf({}, folder))
    await history.open()
    await history.add([scoredOf(3)])
    await history.commit()
    // Days that were there before too; the last one may not have ended.
    expect(existsSync(join(folder, 'days/forecasts/1970-01-03.parquet'))).toBe(true)
    expect(existsSync(join(folder, 'days/forecasts/1970-01-04.parquet'))).toBe(false)
    await history.close()
    expect(await rows('days/forecasts/*.parquet')).toEqual([[6n]])
    expect(await rows('days/observations/1970-01-04.parquet')).toEqual([[1n]])
  })
})
