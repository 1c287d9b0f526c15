import { describe, expect } from 'vitest'
import { writePostgres } from '../../src/connectors/postgres-sink.ts'
import { itWithPostgres, Postgres } from '../peers/postgres.ts'
import { placeOf, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'

const server = Postgres.forTests()
let databases = 0

async function database() {
  const url = await server.database(`d${++databases}`)
  const open = (options: object = {}, warn?: (text: string) => void) =>
    Promise.resolve(writePostgres({ url, retry: { from: '1ms', to: '20ms' }, ...options })(placeOf({ warn })))
  return { open, rows: (sql: string) => server.query(sql, url) }
}

describe('the sink postgres, when others change its table', () => {
  itWithPostgres('makes a table, column or schema again that was dropped meanwhile, unless it may not', async () => {
    const { open, rows } = await database()
    const said: string[] = []
    const sink = await open({ schema: 's' }, (text) => said.push(text))
    const next = async (origin: number) => {
      await sink.write([scoredOf(origin)])
      await sink.sync?.()
    }
    await next(1)
    for (const what of ['table s.forecasts', 'schema s cascade']) {
      await rows(`drop ${what}`)
      await next(2)
    }
    await rows('alter table s.forecasts drop column "upper_97.5"')
    await next(3)
    await sink.close(summary)
    expect(await rows('select * from s.forecasts')).toHaveLength(4)
    expect(said).toHaveLength(6)
    expect(said[0]).toContain('relation "s.forecasts" does not exist; trying again until it works')
    expect(said[1]).toContain('works again')
    const strict = await open({ schema: 's', create: false })
    await strict.write([scoredOf(4)])
    await strict.sync?.()
    await rows('drop table s.forecasts')
    await strict.write([scoredOf(5)])
    await expect(strict.close(summary)).rejects.toThrow('expected a table "s"."forecasts", got none; make it, or')
    await strict.abort()
  })

  itWithPostgres('ends with an error if another constraint of the table is violated', async () => {
    const { open, rows } = await database()
    const before = await open()
    await before.write([scoredOf(1)])
    await before.close(summary)
    await rows('create unique index one_a_time on "forecasts" ("time", "lead")')
    const sink = await open()
    await rows(`update "forecasts" set "time" = "time" + interval '1 day'`)
    await sink.write([scoredOf(2)])
    await expect(sink.close(summary)).rejects.toThrow('violates unique constraint "one_a_time"" (23505)')
    await sink.abort()
  })
})
