// npm run bench:delay [-- --rows 20000 --rate 1000]
// How long it takes from a message's leaving a WebSocket server to its forecast's line on standard output of
// `rxcast run`, at so many rows a second: one series and 100, without and with a checkpoint.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type WebSocket, WebSocketServer } from 'ws'

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '20000' }, rate: { type: 'string', default: '1000' } },
})
const count = Number(options.rows)
const rate = Number(options.rate)
const command = fileURLToPath(new URL('../../../dist/cli/rxcast.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'rxcast-delay-'))
/** Rows of the first seconds, while code is compiled, are not counted. */
const warmUp = Math.min(count / 2, 5 * rate)
const begin = Date.UTC(2024, 0, 1)
const day = 24
const timeOf = (step: number) => new Date(begin + step * 3_600_000).toISOString()

interface Case {
  readonly series: number
  readonly kept: boolean
  readonly experts: string
}

function pipeline(port: number, { experts, kept, series }: Case): string {
  return `source: { webSocket: { url: "ws://127.0.0.1:${port}", by: [${series > 1 ? 'name' : ''}] } }
cadence: 1h
season: 1d
steps:
  - inOrder
  - forecast: { horizon: 4, ${experts} }
  - score
sinks:
  - stdout
${kept ? `checkpoint: { dir: ${join(folder, `state-${series}-${experts.length}`)}, every: 10s }\n` : ''}`
}

/** Milliseconds from sending a row to reading its forecast, for each row after the warm-up. */
async function delays(one: Case): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const path = join(folder, 'delay.yaml')
  writeFileSync(path, pipeline((server.address() as AddressInfo).port, one))
  const connected = once(server, 'connection')
  const run = spawn(process.execPath, [command, 'run', path, '--quiet'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const sent = new Map<string, number>()
  const found: number[] = []
  createInterface(run.stdout).on('line', (line) => {
    const key = keyOf(line, one.series)
    const at = sent.get(key)
    if (at !== undefined) found.push(performance.now() - at)
    sent.delete(key)
  })
  const [socket] = (await connected) as [WebSocket]
  const start = performance.now()
  for (let i = 0; i < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - start) * rate) / 1000))
    for (; i < due; i++) {
      const name = `s${i % one.series}`
      const step = Math.floor(i / one.series)
      const value = 20 + 5 * Math.sin((2 * Math.PI * step) / day) + ((i * 7919) % 101) / 50
      if (i >= warmUp) sent.set(`${one.series > 1 ? name : ''} ${timeOf(step)}`, performance.now())
      socket.send(JSON.stringify({ time: timeOf(step), value, name }))
    }
    await delay(1)
  }
  for (let i = 0; i < 3000 && sent.size > 0; i++) await delay(10)
  run.kill('SIGINT')
  await once(run, 'close')
  server.close()
  if (sent.size > 0) throw new Error(`${sent.size} rows have no forecast`)
  return found
}

/** The series and the origin of a line of NDJSON. */
function keyOf(line: string, series: number): string {
  const { name, origin } = JSON.parse(line)
  return `${series > 1 ? name : ''} ${origin}`
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!

console.log(`${rate} rows a second, ${count} rows, of which the last ${count - warmUp} count\n`)
console.log('| series | experts | checkpoint | p50, ms | p99, ms | longest, ms |\n|---:|---|---|---:|---:|---:|')
const simple = 'experts: [persistence, seasonalNaive, holtWinters]'
for (const [series, experts, label] of [
  [1, simple, 'three simple ones'],
  [100, simple, 'three simple ones'],
] as const)
  for (const kept of [false, true]) {
    const sorted = (await delays({ series, kept, experts })).sort((a, b) => a - b)
    const [p50, p99, most] = [quantile(sorted, 0.5), quantile(sorted, 0.99), sorted.at(-1)!].map((ms) => ms.toFixed(1))
    console.log(`| ${series} | ${label} | ${kept ? 'each 10 s' : 'none'} | ${p50} | ${p99} | ${most} |`)
  }
rmSync(folder, { recursive: true })
