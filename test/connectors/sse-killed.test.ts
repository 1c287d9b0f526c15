import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { linesOf, rowsOf } from '../cli/live-run.ts'
import { until } from '../until.ts'
import { liveFolderOf, running, writtenIn } from './kept-run.ts'

const rows = rowsOf(91)

it('writes the same bytes if it is killed at any moment, since events have ids', async () => {
  let most = rows.length
  // Slow enough that a kill is between two events.
  const server = createServer(async (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (let i = Number(request.headers['last-event-id'] ?? -1) + 1; i < most && !response.destroyed; i++) {
      response.write(`id: ${i}\ndata: ${rows[i]!.trim()}\n\n`)
      await delay(2)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const source = `sse: { url: "http://127.0.0.1:${(server.address() as AddressInfo).port}" }`
  // A header, and two leads for each hour.
  const lines = 1 + 2 * 91
  const whole = liveFolderOf(source)
  await running(whole).stop(lines)

  const folder = liveFolderOf(source)
  for (const killedAt of [10, 100]) {
    // A run that had all rows would have nothing left to go on with.
    most = Math.min(killedAt, rows.length - 10)
    const run = running(folder)
    await until(() => linesOf(join(folder, 'out/f.csv')) >= killedAt, `${killedAt} lines`)
    await run.kill()
  }
  most = rows.length
  await running(folder).stop(lines)
  expect(writtenIn(folder)).toEqual(writtenIn(whole))
})
