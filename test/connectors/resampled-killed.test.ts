import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { folderWith } from '../cli/command.ts'
import { linesOf } from '../cli/live-run.ts'
import { until } from '../until.ts'
import { journaled, running } from './kept-run.ts'

const windowMs = 3000
const perWindow = 6
const start = Date.UTC(2024, 0, 1)
/** Messages of one series each, with a value that cannot be used now and then. */
const messages = Array.from({ length: 60 }, (_, i) => {
  const time = start + (i * windowMs) / perWindow
  return JSON.stringify({ time, value: i % 13 === 12 ? 'n/a' : (i * 7919) % 101, plant: i % 5 === 4 ? 'b' : 'a' })
})
const windows = messages.length / perWindow

/** A feed that sends its messages to the last client. */
async function server() {
  const wss = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(wss, 'listening')
  onTestFinished(() => {
    for (const client of wss.clients) client.terminate()
    wss.close()
  })
  let client: WebSocket | undefined
  let sent = 0
  wss.on('connection', (socket) => {
    client = socket
  })
  return {
    url: `ws://127.0.0.1:${(wss.address() as AddressInfo).port}`,
    async send(to: number) {
      await until(() => client?.readyState === 1, 'a client')
      while (sent < to) client!.send(messages[sent++]!)
    },
  }
}

const pipeline = (url: string) => `source:
  webSocket: { url: "${url}", time: time, clock: ms, target: value, by: plant, resample: { to: 3s, with: sum } }
cadence: 3s
steps:
  - inOrder
  - fillGaps: 3s
  - forecast: { horizon: 2, season: none, experts: [persistence, drift], intervals: [0.8] }
  - score
sinks:
  - csv: out/f.csv
checkpoint: { dir: state, every: 7 }
`

it('has the same windows and ticks after a kill', async () => {
  const [calm, rough] = [await server(), await server()]
  const whole = folderWith({ 'live.yaml': pipeline(calm.url) })
  const folder = folderWith({ 'live.yaml': pipeline(rough.url) })
  // A header, and two leads of each window of both series: the clock ends the last ones.
  const lines = 1 + 2 * 2 * windows
  const run = running(whole)
  await calm.send(messages.length)
  let killed = running(folder)
  for (const to of [20, 41, messages.length]) {
    await rough.send(to)
    await until(() => journaled(folder, messages[to - 1]!), `message ${to}`)
    if (to === messages.length) await until(() => linesOf(join(folder, 'out/f.csv')) >= lines, 'ticks')
    await killed.kill()
    killed = running(folder)
  }
  await killed.stop(linesOf(join(folder, 'out/f.csv')) + 2)
  await run.stop(lines)
  const first = (folder: string) => readFileSync(join(folder, 'out/f.csv'), 'utf8').split('\n').slice(0, lines)
  const rejects = (folder: string) =>
    readFileSync(join(folder, 'out/f.csv.rejects.ndjson'), 'utf8').replaceAll(/ws:[^"]*/g, '')
  expect(first(folder)).toEqual(first(whole))
  expect(rejects(folder)).toEqual(rejects(whole))
})
