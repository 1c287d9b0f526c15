import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { postgresSink, writePostgres } from '../../src/connectors/postgres-sink.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import type { Sink, SinkPlace } from '../../src/sinks/sink.ts'
import { itWithPostgres, Postgres } from '../peers/postgres.ts'
import { placeOf, resumed, saved, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { until } from '../until.ts'

const server = Postgres.forTests()
let databases = 0

const quick = { retry: { from: '1ms', to: '20ms' } } as const

/** A sink on a database of its own. */
async function sinkOf(options: object = {}, place: Partial<SinkPlace> = {}) {
  const url = await server.database(`d${++databases}`)
  const open = (more: Partial<SinkPlace> = {}) =>
    Promise.resolve(writePostgres({ url, ...quick, ...options })(placeOf({ ...place, ...more })))
  return { url, open, rows: (sql: string) => server.query(sql, url) }
}

async function written(
  open: () => Promise<Sink>,
  batches: readonly (readonly ScoredData[])[],
  events: SeriesEvent[] = [],
) {
  const sink = await open()
  await sink.open?.()
  for (const batch of batches) await sink.write(batch)
  for (const event of events) await sink.happened?.(event)
  await sink.close(summary)
  return sink
}

const origins = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => scoredOf(from + i))
const all = `select "series", (extract(epoch from "origin") / 86400)::int as "origin", "lead", "forecast" from "forecasts" order by 2, 3`

describe('the sink postgres', () => {
  itWithPostgres('makes its table, and writes a row for each series, origin and lead', async () => {
    const { open, rows, url } = await sinkOf({}, { series: ['a', 'b'] })
    await written(open, [[scoredOf(1, [10, 11, 20, Number.NaN])]])
    expect(
      await rows('select "series", "lead", "forecast", "lower_97.5", "upper_97.5" from "forecasts" order by 1, 2'),
    ).toEqual([
      { series: 'a', lead: 1, forecast: 10, 'lower_97.5': 9, 'upper_97.5': 11 },
      { series: 'a', lead: 2, forecast: 11, 'lower_97.5': 10, 'upper_97.5': 12 },
      { series: 'b', lead: 1, forecast: 20, 'lower_97.5': 19, 'upper_97.5': 21 },
      { series: 'b', lead: 2, forecast: null, 'lower_97.5': null, 'upper_97.5': null },
    ])
    expect(
      await rows(
        `select to_char("time" at time zone 'UTC', 'YYYY-MM-DD') as "day" from "forecasts" order by 1 limit 1`,
      ),
    ).toEqual([{ day: '1970-01-03' }])
    expect(url).toContain('d1')
  })

  itWithPostgres('writes a row again instead of twice, with its newest numbers', async () => {
    const { open, rows } = await sinkOf()
    await written(open, [[scoredOf(1, [1, 2])]])
    await written(open, [[scoredOf(1, [3, 4])]])
    expect(await rows(all)).toEqual([
      { series: 'y', origin: 1, lead: 1, forecast: 3 },
      { series: 'y', origin: 1, lead: 2, forecast: 4 },
    ])
  })

  itWithPostgres('quotes names, and keeps odd keys and values', async () => {
    const key = [`O'Hara "x" \\ , {}`, '北\u0000京 🙂']
    const { open, rows } = await sinkOf(
      { schema: 'My "schema"', table: 'fore"casts; drop' },
      { by: ['Shop; --', 'series'], series: ['NULL'] },
    )
    const plain = scoredOf(-800_000, [Number.POSITIVE_INFINITY, 1e-320])
    await written(open, [[{ ...plain, observation: { ...plain.observation, key } }]])
    const [first, second] = await rows(
      'select *, extract(epoch from "origin")::text as "seconds" from "My ""schema"""."fore""casts; drop" order by "lead"',
    )
    expect(first).toMatchObject({
      'Shop; --': key[0],
      key_series: '北\u2400京 🙂',
      series: 'NULL',
      forecast: Number.POSITIVE_INFINITY,
      seconds: '-69120000000.000000',
    })
    expect(second).toMatchObject({ forecast: 1e-320 })
  })

  itWithPostgres('only: latest keeps the last origin of each series', async () => {
    const { open, rows } = await sinkOf({ only: 'latest' })
    await written(open, [origins(1, 3)])
    expect((await rows(all)).map(({ origin }) => origin)).toEqual([3, 3])
    await written(open, [origins(2, 2)])
    expect((await rows(all)).map(({ origin }) => origin)).toEqual([3, 3])
    await written(open, [origins(4, 4)])
    expect((await rows(all)).map(({ origin }) => origin)).toEqual([4, 4])
  })

  itWithPostgres('leads and events: no other leads, and events in a table of their own', async () => {
    const { open, rows } = await sinkOf({ leads: [2], events: true })
    const drift: SeriesEvent = { kind: 'drift', time: 0, reason: `it's "worse"`, channel: 0 }
    const stale: SeriesEvent = { kind: 'recovered', of: 'stale', since: 0, time: 1, reason: 's', clock: true }
    for (let i = 0; i < 2; i++) await written(open, [[{ ...scoredOf(1), events: [drift] }]], [stale])
    expect((await rows(all)).map(({ lead }) => lead)).toEqual([2])
    expect(
      await rows('select "series", "event", "of", "clock", "reason" from "forecast_events" order by "event"'),
    ).toEqual([
      { series: 'y', event: 'drift', of: '', clock: false, reason: `it's "worse"` },
      { series: '', event: 'recovered', of: 'stale', clock: true, reason: 's' },
    ])
  })

  itWithPostgres('tells sums from leads', async () => {
    const { open, rows } = await sinkOf()
    const one = Float64Array.of(1)
    await written(open, [
      [{ ...scoredOf(1, [1, 2]), sums: { over: [2], values: Float64Array.of(3), lower: [one], upper: [one] } }],
    ])
    expect(await rows('select "lead", "sum", "forecast" from "forecasts" order by 2, 1')).toEqual([
      { lead: 1, sum: false, forecast: 1 },
      { lead: 2, sum: false, forecast: 2 },
      { lead: 2, sum: true, forecast: 3 },
    ])
  })

  itWithPostgres('adds columns for new levels; with create: false it says what is missing', async () => {
    const { open, rows, url } = await sinkOf()
    await written(open, [[scoredOf(1, [1, 2])]])
    const wider = { ...scoredOf(2, [1, 2]), levels: [0.5], events: [] }
    const strict = writePostgres({ url, ...quick, create: false })(placeOf())
    await expect(written(async () => strict, [[wider]])).rejects.toThrow(
      'expected a table "forecasts", got one without lower_50, upper_50; make it, or set create to true',
    )
    await (await strict).abort()
    await written(open, [[wider]])
    await rows('alter table "forecasts" drop constraint "forecasts_pkey"')
    const keyless = /a key of .*"lead", got one without it; alter table "forecasts" add primary key \(/
    await expect(written(open, [[wider]])).rejects.toThrow(keyless)
    expect(await rows('select "lower_50", "lower_97.5" from "forecasts" where "lead" = 1 order by "origin"')).toEqual([
      { lower_50: null, 'lower_97.5': 0 },
      { lower_50: 0, 'lower_97.5': null },
    ])
  })

  itWithPostgres('says at once that a password, a database or a statement is wrong', async () => {
    const fails = async (options: object, expected: string) => {
      const sink = await Promise.resolve(writePostgres({ url: server.url, ...quick, ...options })(placeOf()))
      await sink.write([scoredOf(1)])
      await expect(sink.close(summary)).rejects.toThrow(expected)
      await sink.abort()
    }
    await fails(
      { url: server.url.replace(/postgres$/, 'nowhere') },
      'expected access, got "database "nowhere" does not exist"',
    )
    const { rows, url } = await sinkOf()
    await rows('create view "forecasts" as select 1 as "series"')
    await fails({ url }, 'expected SQL that PostgreSQL accepts')
  })

  itWithPostgres('goes on after the server was restarted, with nothing lost', async () => {
    const { open, rows } = await sinkOf()
    const said: string[] = []
    const sink = await open({ warn: (text) => said.push(text) })
    await sink.write(origins(1, 20))
    await sink.sync?.()
    await server.halt()
    await sink.write(origins(21, 40))
    await until(() => said.length > 0, 'a warning')
    await server.restart()
    await sink.write(origins(41, 60))
    await sink.close(summary)
    expect((await rows(all)).map(({ origin }) => origin)).toEqual(origins(1, 60).flatMap((_, i) => [i + 1, i + 1]))
    expect(said).toEqual([expect.stringContaining('no connection ('), expect.stringContaining('connected again after')])
    expect(said[0]).not.toContain('test@')
  })

  itWithPostgres('goes on after its connection alone was cut, in a statement and between two', async () => {
    const { open, rows, url } = await sinkOf()
    const said: string[] = []
    const sink = await open({ warn: (text) => said.push(text) })
    await sink.write(origins(1, 3))
    await sink.sync?.()
    await server.cut(url)
    await sink.write(origins(4, 6))
    await sink.sync?.()
    const held = await server.holding('lock "forecasts"', url)
    await sink.write(origins(7, 9))
    const blocked = `select 1 from pg_stat_activity where application_name = 'rxcast' and wait_event_type = 'Lock'`
    while ((await rows(blocked)).length === 0) {}
    await server.cut(url)
    await held.release()
    await sink.close(summary)
    expect((await rows(all)).map(({ origin }) => origin)).toEqual(origins(1, 9).flatMap((_, i) => [i + 1, i + 1]))
    expect(said.map((text) => /no connection|connected again/.exec(text)?.[0])).toEqual([
      'no connection',
      'connected again',
      'no connection',
      'connected again',
    ])
  })

  itWithPostgres('keeps what the server did not take on the disk for the run that goes on', async () => {
    const state = mkdtempSync(join(tmpdir(), 'rxcast-postgres-state-'))
    const { open, rows } = await sinkOf({}, { state })
    const infinite = scoredOf(5, [Number.NEGATIVE_INFINITY, Number.NaN])
    const sink = await open()
    await sink.open?.()
    await sink.write(origins(1, 3))
    await sink.sync?.()
    await server.halt()
    await sink.write([scoredOf(4), infinite])
    const checkpoint = await saved(sink)
    await sink.abort()
    await server.restart()
    const next = await resumed(await open(), checkpoint)
    await next.write(origins(6, 7))
    await next.close(summary)
    const found = await rows(all)
    expect(found.map(({ origin }) => origin)).toEqual(origins(1, 7).flatMap((_, i) => [i + 1, i + 1]))
    expect(found[8]).toMatchObject({ forecast: Number.NEGATIVE_INFINITY })
  })

  itWithPostgres('two sinks may make the same table at once', async () => {
    const { open, rows } = await sinkOf()
    await Promise.all([written(open, [origins(1, 5)]), written(open, [origins(6, 10)])])
    expect(await rows(all)).toHaveLength(20)
  })

  it('refuses names that PostgreSQL would cut off, and certificates that are not checked', async () => {
    const { argument } = postgresSink
    const url = 'postgres://u@h/d'
    expect(argument.safeParse({ url, table: 'é'.repeat(32) }).error!.issues[0]!.message).toContain('63 bytes')
    expect(argument.safeParse({ url: 'http://h' }).success).toBe(false)
    const sink = await writePostgres({ url: `${url}?sslmode=no-verify` })(placeOf())
    await sink.write([scoredOf(1)])
    await expect(sink.close(summary)).rejects.toThrow('postgres.url: expected sslmode=verify-full, got no-verify')
    await sink.abort()
  })
})
