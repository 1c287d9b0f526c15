import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { linesOf, rowsOf } from '../cli/live-run.ts'
import { until } from '../until.ts'
import { journaled, liveFolderOf, running, writtenIn } from './kept-run.ts'

const rows = rowsOf(91)

it('writes the same bytes if it is killed with rows that no checkpoint has', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  /** Sends rows over the next connection. */
  const send = async (from: number, to: number) => {
    const [socket] = (await once(server, 'connection')) as [WebSocket]
    // Several rows a message, and several messages at once.
    for (let i = from; i < to; i += 3) socket.send(rows.slice(i, i + 3).join(''))
  }
  const source = `webSocket: { url: "ws://127.0.0.1:${port}" }`

  const whole = liveFolderOf(source)
  const sending = send(0, rows.length)
  const unbroken = running(whole)
  await sending
  // A header, and two leads for each hour.
  const lines = 1 + 2 * 91
  const { stdout } = await unbroken.stop(lines)

  const folder = liveFolderOf(source)
  const parts = [0, 12, 75, 91]
  let last = { stdout: '', stderr: '', code: 0 as number | null }
  for (const [i, from] of parts.slice(0, -1).entries()) {
    const to = parts[i + 1]!
    const sent = send(from, to)
    const run = running(folder)
    await sent
    if (to === 91) last = await run.stop(lines)
    else {
      await until(() => journaled(folder, rows[to - 1]!.trim()), `row ${to} in the journal`)
      await run.kill()
    }
  }
  expect(writtenIn(folder)).toEqual(writtenIn(whole))
  expect(linesOf(join(folder, 'out/f.csv'))).toBe(lines)
  expect(last.stdout.split('\n\n')[0]).toBe(stdout.split('\n\n')[0])
})
