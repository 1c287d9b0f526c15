import { describe, expect } from 'vitest'
import { postgresSource } from '../../src/connectors/postgres.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { openWord, valuesUntil } from '../live/reading.ts'
import { itWithPostgres, Postgres } from '../peers/postgres.ts'

const server = Postgres.forTests()
let databases = 0

/** A table of its own with a rising column. */
async function table(columns: string) {
  const url = await server.database(`s${++databases}`)
  await server.query(`create table readings (${columns})`, url)
  const argument = {
    url,
    query: 'select * from readings',
    rising: 'id',
    time: 'at',
    target: 'v',
    zone: 'UTC',
    every: '5ms',
    reconnect: { from: '1ms', to: '10ms' },
  }
  return { url, argument, cut: () => server.cut(url), sql: (text: string) => server.query(text, url) }
}

const byId = 'id bigserial, at timestamptz default now(), v float8'

/** Takes values batch by batch. */
function reader(batches: AsyncIterable<readonly { readonly values: ArrayLike<number> }[]>) {
  const iterator = batches[Symbol.asyncIterator]()
  const values: number[] = []
  return {
    values,
    async until(count: number) {
      while (values.length < count) {
        const { value, done } = await iterator.next()
        if (done) throw new Error(`ended with ${values.length} values`)
        for (const row of value) values.push(row.values[0]!)
      }
      return values
    },
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

describe('the source postgres', () => {
  itWithPostgres('reads the rows that are there, then those that come, each once', async () => {
    const { argument, sql } = await table(byId)
    await sql('insert into readings (v) select i from generate_series(1, 1203) as i')
    const { ledger, open, stop } = openWord(postgresSource, argument)
    const { until } = reader(open().batches)
    expect(await until(1203)).toEqual(upTo(1203))
    await sql('insert into readings (v) values (1204), (1205)')
    expect(await until(1205)).toEqual(upTo(1205))
    stop.abort()
    expect(ledger.rows).toBe(1205)
  })

  itWithPostgres(
    'loses no row with the same value, wherever a page ends, and none that is committed later',
    async () => {
      const { argument, sql, url } = await table('id int, at timestamptz, v float8')
      // 700 rows with the same value are more than a page.
      await sql(
        `insert into readings select 7 + i / 700, '2024-01-01'::timestamptz + i * interval '1 s', i from generate_series(1, 1600) as i`,
      )
      const { open, stop } = openWord(postgresSource, argument)
      const { until } = reader(open().batches)
      expect((await until(1600)).toSorted((a, b) => a - b)).toEqual(upTo(1600))
      await server.query(
        `insert into readings values (9, now(), 1601), (9, '2024-02-01', 1602), (9, '2024-02-01', 1602)`,
        url,
      )
      expect((await until(1603)).slice(1600).toSorted()).toEqual([1601, 1602, 1602])
      // Together with a higher value, at whatever moment between two queries.
      for (let id = 9; id < 29; id++) {
        const count = 1603 + 2 * (id - 9)
        await sql(`insert into readings values (${id}, now(), ${count}), (${id + 1}, now(), ${count + 1})`)
        expect((await until(count + 2)).slice(count).toSorted()).toEqual([count, count + 1])
      }
      stop.abort()
    },
  )

  itWithPostgres('overlap: reads rows below the last value too, and goes on there after a restart', async () => {
    const { argument, sql } = await table('id int, at timestamptz default now(), v float8')
    await sql('insert into readings (id, v) select 2 * i, 2 * i from generate_series(1, 800) as i')
    const options = { ...argument, overlap: 1500 }
    const first = openWord(postgresSource, options)
    const reading = first.open(new Uint8Array())
    const { until } = reader(reading.batches)
    await until(800)
    await sql('insert into readings (id, v) values (1501, 1501), (301, 301), (1601, 1601)')
    expect((await until(803)).slice(800).toSorted()).toEqual([1501, 1601, 301])
    await sql('insert into readings (id, v) values (1603, 1603)')
    await until(804)
    const position = snapshot(reading.position!)
    first.stop.abort()

    await sql('insert into readings (id, v) values (303, 303), (1605, 1605)')
    const second = openWord(postgresSource, options)
    expect((await valuesUntil(second.open(position).batches, 2, second.stop)).toSorted()).toEqual([1605, 303])
    expect(second.ledger.rows).toBe(2)
  })

  itWithPostgres('goes on after the server was restarted', async () => {
    const { argument, sql } = await table(byId)
    await sql('insert into readings (v) values (1), (2)')
    const { notices, open, stop } = openWord(postgresSource, argument)
    const { until } = reader(open().batches)
    await until(2)
    await server.halt()
    await server.restart()
    await sql('insert into readings (v) values (3)')
    expect(await until(3)).toEqual([1, 2, 3])
    stop.abort()
    expect(notices).toEqual([
      expect.stringMatching(/^postgres:\/\/127\.0\.0\.1:\d+\/s\d+: no connection \(/),
      expect.stringContaining('connected again after'),
    ])
  })

  itWithPostgres('goes on after its connection alone was cut, also while it waits for a notice', async () => {
    const { argument, cut, sql } = await table(byId)
    await sql('insert into readings (v) values (1)')
    const { ledger, notices, open, stop } = openWord(postgresSource, { ...argument, every: '1h', listen: 'rows' })
    const { until } = reader(open().batches)
    await until(1)
    await sql('insert into readings (v) values (2)')
    await cut()
    expect(await until(2)).toEqual([1, 2])
    stop.abort()
    expect(ledger.rows).toBe(2)
    expect(notices).toEqual([
      expect.stringMatching(/no connection \(terminating connection due to administrator command/),
      expect.stringContaining('connected again after'),
    ])
  })

  itWithPostgres('idle: ends a query that hangs, and reads on once it does not', async () => {
    const { argument, sql, url } = await table(byId)
    await sql('insert into readings (v) values (1)')
    const { notices, open, stop } = openWord(postgresSource, { ...argument, idle: '500ms' })
    const { until } = reader(open().batches)
    await until(1)
    const held = await server.holding('lock readings', url)
    await expect.poll(() => notices[0]).toContain('no connection (nothing was heard for 0.5 s)')
    await held.release()
    await sql('insert into readings (v) values (2)')
    expect(await until(2)).toEqual([1, 2])
    stop.abort()
  })

  itWithPostgres('listen: reads rows as soon as they are told of', async () => {
    const { argument, sql } = await table(byId)
    const { open, stop } = openWord(postgresSource, { ...argument, every: '1h', listen: 'My "rows"' })
    const { until } = reader(open().batches)
    await sql('insert into readings (v) values (1)')
    const told = setInterval(() => void sql('notify "My ""rows"""'), 20)
    expect(await until(1)).toEqual([1])
    clearInterval(told)
    stop.abort()
  })

  itWithPostgres('keeps every digit of times, keys and numbers, and every kind of name', async () => {
    const { argument, sql } = await table(
      `at timestamptz, "the value" numeric, "O'key" bigint, data jsonb, flag boolean`,
    )
    await sql(`insert into readings values
      ('2024-01-01 00:00:00.000001+02', 1.5, 9007199254740993, '{"a": {"b": 3}}', true),
      ('2024-01-01 00:00:00.000002+02', 'NaN', 9007199254740992, null, false),
      ('2024-01-01 00:00:00.000003+02', 2.5, 9007199254740992, '{"a": {"b": 4}}', null)`)
    const { open, source, stop } = openWord(postgresSource, {
      ...argument,
      query: 'with r as (select * from readings) select * from r; -- all of them',
      rising: 'at',
      target: ['the value', '/data/a/b'],
      by: "O'key",
    })
    const rows = []
    for await (const batch of open().batches) {
      rows.push(...batch)
      if (rows.length === 3) break
    }
    stop.abort()
    expect(rows.map(({ key, values }) => [key, ...Array.from(values)])).toEqual([
      [['9007199254740993'], 1.5, 3],
      [['9007199254740992'], Number.NaN, Number.NaN],
      [['9007199254740992'], 2.5, 4],
    ])
    expect(Math.floor(rows[0]!.time)).toBe(Date.parse('2023-12-31T22:00:00Z'))
    expect(source.by).toEqual(["O'key"])
  })

  itWithPostgres('says at once what is wrong with a query, and changes no data', async () => {
    const { argument, sql } = await table(byId)
    const fails = async (options: object, expected: string) => {
      const { open } = openWord(postgresSource, { ...argument, ...options })
      await expect(valuesUntil(open().batches, 1)).rejects.toThrow(expected)
    }
    await fails(
      { query: 'select * form readings' },
      'postgres.query: expected SQL that PostgreSQL accepts, got "syntax error',
    )
    await fails({ rising: 'nothing' }, 'expected a column of the query, got "nothing"; columns are id, at, v')
    await fails({ time: 'att' }, 'expected a column of the query, got "att"; did you mean "at"?')
    await fails({ url: server.url.replace(/postgres$/, 'nowhere') }, 'postgres.url: expected access, got "database')
    await fails({ query: 'delete from readings returning *' }, 'expected SQL')
    await sql('select 1')
  })
})
