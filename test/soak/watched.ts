import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Random } from '../../src/lstm/random.ts'
import { finished, folderWith, start } from '../cli/command.ts'
import { factsOf, type ProcessFacts } from './process-facts.ts'

const pipeline = `source:
  ndjson: { path: "-", time: time, target: value }
steps:
  - inOrder
  - fillGaps: 1s
  - forecast: { horizon: 2, season: none, experts: [persistence, drift], intervals: [0.8] }
  - score
sinks:
  - csv: out/f.csv
  - ndjson: out/f.ndjson
checkpoint: { dir: state, every: 3s }
dashboard: 0
`
const rowsASecond = 100
const begin = Date.UTC(2024, 0, 1)

/** A moment of the run. */
export interface Moment extends ProcessFacts {
  readonly rows: number
  /** Pages that were opened so far. */
  readonly pages: number
}

/**
 * Runs the built command line with its page for some seconds, at 100 rows a second. Pages are opened and closed all the
 * time, and some of them do not read. At the end all pages are closed, and every row was forecast.
 *
 * @returns a moment for each of `parts` parts of the time, and one after the last page was closed
 * @throws Error if the run fails, or an output has a gap
 */
export async function watched(seconds: number, parts: number, onMoment: (moment: Moment) => void = () => {}) {
  const folder = folderWith({ 'live.yaml': pipeline })
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  const url = await addressOf(child)
  const moments: Moment[] = []
  const pages = new Pages(url)
  const rows = seconds * rowsASecond
  const moment = (row: number) => {
    moments.push({ rows: row, pages: pages.opened, ...factsOf(child.pid!) })
    onMoment(moments.at(-1)!)
  }
  const began = performance.now()
  for (let row = 0; row < rows; ) {
    let text = ''
    for (let i = 0; i < 10; i++, row++) {
      text += `${JSON.stringify({ time: new Date(begin + row * 1000).toISOString(), value: ((row * 7919) % 1009) / 10 })}\n`
    }
    if (!child.stdin.write(text)) await once(child.stdin, 'drain')
    pages.turn()
    if (row % Math.floor(rows / parts) < 10) moment(row)
    await delay(began + (row / rowsASecond) * 1000 - performance.now())
  }
  pages.close()
  await until(() => linesOf(join(folder, 'out/f.ndjson')) >= rows)
  await until(() => factsOf(child.pid!).sockets <= moments[0]!.sockets)
  moment(rows)
  child.kill('SIGTERM')
  const { code, stderr } = await end
  if (code !== 143) throw new Error(`expected exit code 143, got ${code}: ${stderr}`)
  if (/warning|error/i.test(stderr)) throw new Error(`expected no warning, got: ${stderr}`)
  const origins = (name: string) =>
    readFileSync(join(folder, 'out', name), 'utf8').matchAll(/(?:value,|"origin":")(2024-[^",]+)/g)
  check(
    'f.ndjson',
    Array.from(origins('f.ndjson'), ([, time]) => Date.parse(time!)),
    1,
  )
  check(
    'f.csv',
    Array.from(origins('f.csv'), ([, time]) => Date.parse(time!)),
    2,
  )
  rmSync(folder, { recursive: true })
  return { moments, pages: pages.opened, refused: pages.refused }

  function check(name: string, times: readonly number[], each: number) {
    const wrong = times.findIndex((time, i) => time !== begin + Math.floor(i / each) * 1000)
    if (wrong >= 0 || times.length !== rows * each)
      throw new Error(
        `${name}: expected ${rows * each} forecasts without a gap, got ${times.length}, wrong at ${wrong}`,
      )
  }
}

/** The address of the page, once it is printed. */
function addressOf({ stderr }: ReturnType<typeof start>): Promise<string> {
  let text = ''
  return new Promise((found, fail) => {
    stderr.on('data', (chunk) => {
      text += chunk
      const address = /dashboard.* (http\S+)/.exec(text)?.[1]
      if (address) found(address)
    })
    stderr.on('close', () => fail(new Error(`expected an address, got: ${text}`)))
  })
}

/** The pages that look on: a few at a time, each for a while. */
class Pages {
  opened = 0
  refused = 0
  private readonly url: string
  private readonly open: { readonly close: () => void; until: number }[] = []
  private readonly random = new Random(1)

  constructor(url: string) {
    this.url = url
  }

  /** To be called ten times a second: closes those whose time is over, and opens one now and then. */
  turn(): void {
    for (const page of this.open) page.until--
    for (const page of this.open.splice(0)) {
      if (page.until > 0) this.open.push(page)
      else page.close()
    }
    if (this.open.length < 6 && this.random.uniform() < 0.4) this.add()
  }

  private add(): void {
    const { random } = this
    this.opened++
    const kind = random.uniform()
    for (const path of ['', 'run.json'])
      get(new URL(path, this.url), { agent: false }, (page) => page.resume()).on('error', () => {})
    const events = get(new URL('events', this.url), { agent: false }, (response) => {
      if (response.statusCode !== 200) this.refused++
      // One in five does not read.
      if (kind > 0.2) response.resume()
      response.on('error', () => {})
    })
    events.on('error', () => {})
    this.open.push({ close: () => events.destroy(), until: 1 + Math.floor(random.uniform() * 60) })
  }

  close(): void {
    for (const page of this.open.splice(0)) page.close()
  }
}

const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').length - 1

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (isSo()) return
    await delay(100)
  }
  throw new Error('waited for a minute')
}
