import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { finished, folderWith, start } from '../cli/command.ts'
import { hours, linesOf, live, rowsOf } from '../cli/live-run.ts'
import { itWithPostgres, Postgres } from '../peers/postgres.ts'
import { until } from '../until.ts'
import { running } from './kept-run.ts'
import { Receiver } from './receiver.ts'

const server = Postgres.forTests()

const count = 60
/** Every origin: each tenth row cannot be used, and is filled in once the next has come. */
const origins = Array.from({ length: count - 1 }, (_, i) => hours(i))
const lines = 1 + 2 * origins.length

/** A folder with a pipeline that reads a file of rows slowly, saves its state often, and has one sink more. */
const folderOf = (sink: string) =>
  folderWith({
    'rows.ndjson': rowsOf(count).join(''),
    'live.yaml': live.replace('path: "-"', 'path: rows.ndjson').replace('sinks:\n', `sinks:\n  - ${sink}\n`),
  })

describe('a run that is killed while it delivers', { timeout: 240_000 }, () => {
  it('webhook: every forecast arrives, and one twice only with the same request', async () => {
    const receiver = await Receiver.start()
    const acknowledged: string[] = []
    const attempts = new Map<string, string>()
    let child: ReturnType<typeof start>
    receiver.reply = async ({ body, headers }, n) => {
      const key = headers['idempotency-key'] as string
      expect(attempts.get(key) ?? body).toBe(body)
      attempts.set(key, body)
      // The answer of some requests is lost with the run, that of others is a failure.
      if (n === 3 || n === 6) {
        const ended = once(child, 'close')
        child.kill('SIGKILL')
        await ended
      }
      if (n % 4 === 1) return 503
      if (n !== 3 && n !== 6) for (const { origin } of JSON.parse(body).forecasts) acknowledged.push(origin)
      return 200
    }
    const folder = folderOf(`webhook: { url: "${receiver.url}/f", retry: { from: 1ms, to: 5ms } }`)
    let code: number | null = null
    let runs = 0
    for (; code === null; runs++) {
      child = start(['run', 'live.yaml', '--speed', '300'], folder)
      ;({ code } = await finished(child))
    }
    expect(runs).toBe(3)
    expect(code).toBe(0)
    expect(new Set(acknowledged)).toEqual(new Set(origins))
    expect(acknowledged).toHaveLength(origins.length)
  })

  itWithPostgres('postgres: every row is there once, though the server was restarted too', async () => {
    const url = await server.database('killed')
    const folder = folderOf(`postgres: { url: "${url}", retry: { from: 1ms, to: 50ms } }`)
    const rows = async () => (await server.query(`select to_regclass('forecasts') as there`, url))[0]!.there
    const first = running(folder)
    while ((await rows()) === null) await new Promise((resolve) => setTimeout(resolve, 5))
    await first.kill()
    await server.halt()
    const second = running(folder)
    await until(() => existsSync(join(folder, 'state')), 'a checkpoint folder')
    await server.restart()
    const { code, stderr } = await second.end
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    const found = await server.query(
      'select "origin", count(*)::int as "leads" from "forecasts" group by 1 order by 1',
      url,
    )
    expect(found).toEqual(origins.map((origin) => ({ origin: new Date(origin), leads: 2 })))
    expect(linesOf(join(folder, 'out/f.csv'))).toBe(lines)
    const left = readdirSync(join(folder, 'state')).filter((name) => name.startsWith('outbox'))
    for (const name of left) expect(readFileSync(join(folder, 'state', name), 'utf8')).not.toContain('test@')
  })
})
