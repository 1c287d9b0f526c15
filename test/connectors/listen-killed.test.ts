import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { linesOf, rowsOf } from '../cli/live-run.ts'
import { until } from '../until.ts'
import { liveFolderOf, running, writtenIn } from './kept-run.ts'

/** A port that was free a moment ago: the run is started again at the same one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await until(() => server.listening, 'a port')
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

it('writes the same bytes if it is killed while a client posts and tries again', async () => {
  const port = await freePort()
  const rows = rowsOf(91)
  const source = `listen: { port: ${port} }`
  const url = `http://127.0.0.1:${port}/rows`
  /** Posts requests one by one, each with its key and until it is acknowledged. */
  const post = async (from: number, to: number) => {
    let tries = 0
    for (let i = from; i < to; i++) {
      // Two rows a request, so that those that cannot be used come with one that can.
      const body = rows.slice(2 * i, 2 * i + 2).join('')
      const headers = { 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': `request ${i}` }
      for (;;) {
        tries++
        const status = await fetch(url, { method: 'POST', headers, body }).then(
          async (response) => {
            await response.text()
            return response.status
          },
          () => 0,
        )
        if (status === 200) break
        expect([0, 503]).toContain(status)
        await delay(5)
      }
    }
    return tries
  }
  const requests = Math.ceil(rows.length / 2)
  // A header, and two leads for each hour.
  const lines = 1 + 2 * rows.length
  const whole = liveFolderOf(source)
  const run = running(whole)
  await post(0, requests)
  await run.stop(lines)

  const folder = liveFolderOf(source)
  let killed = running(folder)
  const posting = post(0, requests - 5)
  for (const killedAt of [11, 61]) {
    await until(() => linesOf(join(folder, 'out/f.csv')) >= killedAt, `${killedAt} lines`)
    await killed.kill()
    killed = running(folder)
  }
  const tries = await posting
  expect(tries).toBeGreaterThan(requests)
  await killed.kill()
  const last = running(folder)
  // The client has not heard the answers, and sends its last requests again.
  await post(requests - 10, requests)
  const { stdout } = await last.stop(lines)
  // A row that came twice would be skipped as a repeat.
  expect(stdout).toContain('91 rows = 82 accepted + 0 imputed + 9 rejected + 0 skipped')
  expect(writtenIn(folder)).toEqual(writtenIn(whole))
})
