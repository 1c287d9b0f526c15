/**
 * Whether an hour of replay leaves the heap flat: `npm run bench:hour`. The weather of Seattle, round and round on a calendar that goes on,
 * through the whole forecaster into a page in Chromium. Twelve times it collects what is garbage in both and prints what is left.
 * `--minutes 10 --rate 500` shortens it; rates are in rows a second.
 */
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Subject } from 'rxjs'
import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import { score } from '../../../src/operators/score.ts'
import type { Forecast } from '../../../src/series/forecast.ts'
import { startDashboard } from '../../../src/server/dashboard.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { visit } from '../../browser/visit.ts'
import { seattle } from '../../server/scored-weather.ts'

const { values: asked } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '100' } },
})
const [minutes, rate] = [Number(asked.minutes), Number(asked.rate)]
if (!(minutes > 0) || !(rate > 0))
  throw new Error(`minutes and rate: expected numbers above 0, got ${asked.minutes} and ${asked.rate}`)
/** Rows after which the rings of the page are full: from there on nothing may grow. */
const full = 40_000
const readings = 12
const dayMs = 86_400_000
const most = 1.05

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const data = seattle()
const forecaster = new Forecaster({
  leads: [1, 2, 3, 4, 5, 6, 7],
  channels: 1,
  covariates: 0,
  cadence: '1d',
  season: 365,
  levels: [0.8, 0.95],
  seed: 1,
})
const dashboard = await startDashboard({ title: 'an hour', targets: ['temp_max'], port: 0 })
const input = new Subject<Forecast>()
input.pipe(score()).subscribe((scored) => dashboard.write([scored]))
const browser = await launchChromium()
const { page, complaints } = await visit(browser, dashboard.url)
const inspector = await page.context().newCDPSession(page)

const begin = performance.now()
let row = 0
const feed = setInterval(() => {
  for (const due = ((performance.now() - begin) / 1000) * rate; row < due; row++) {
    const { value } = data[row % data.length]!
    const time = data[0]!.time + row * dayMs
    input.next(forecaster.observe({ time, values: Float64Array.of(value), covariates: [] }))
  }
}, 10)

/** Megabytes held, numbers outside the heap included, once what is garbage is gone. */
async function held(): Promise<{ page: number; server: number }> {
  for (let times = 0; times < 2; times++) {
    await inspector.send('HeapProfiler.collectGarbage')
    collect()
  }
  const { usedSize, backingStorageSize } = (await inspector.send('Runtime.getHeapUsage')) as {
    usedSize: number
    backingStorageSize: number
  }
  const { heapUsed, external } = process.memoryUsage()
  return { page: (usedSize + backingStorageSize) / 1e6, server: (heapUsed + external) / 1e6 }
}

const kept: { page: number; server: number }[] = []
for (let reading = 1; reading <= readings; reading++) {
  await new Promise((resolve) =>
    setTimeout(resolve, begin + (reading / readings) * minutes * 60_000 - performance.now()),
  )
  const now = await held()
  const drawn = Number(await page.locator('.panel-overview input').getAttribute('max')) + 1
  console.log(
    `${((reading * minutes) / readings).toFixed(1)} min: ${row.toLocaleString('en')} rows sent, ${drawn.toLocaleString('en')} drawn; page ${now.page.toFixed(1)} MB, server ${now.server.toFixed(1)} MB`,
  )
  if (drawn >= full) kept.push(now)
}
clearInterval(feed)
await browser.close()
await dashboard.close()

if (kept.length < 4) {
  console.log(
    `no verdict: the rings were full at ${kept.length} of ${readings} readings; more minutes, or a higher rate`,
  )
  process.exitCode = 1
} else {
  for (const place of ['page', 'server'] as const) {
    // Lowest of a half: what is on its way at a reading comes and goes.
    const half = Math.floor(kept.length / 2)
    const lowest = (readings: typeof kept) => Math.min(...readings.map((reading) => reading[place]))
    const grown = lowest(kept.slice(-half)) / lowest(kept.slice(0, half))
    console.log(`${place}: ${grown < most ? 'flat' : 'GROWS'}, ${(100 * (grown - 1)).toFixed(1)} % between the halves`)
    if (grown >= most) process.exitCode = 1
  }
}
if (complaints.length > 0) {
  console.log(`the page complained: ${complaints.join('; ')}`)
  process.exitCode = 1
}
