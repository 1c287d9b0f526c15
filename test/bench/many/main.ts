/**
 * Rows a second of many series, in one thread, in two, and in two processes that have half of the series each, at the
 * same time as each other; then what it takes to bring a series back from the store.
 *
 *     npm run bench:many -- --series 1,100,10000 --rows 4000 --weights own,shared
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { broughtBack } from './brought-back.ts'

const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '1,100,10000' },
    rows: { type: 'string', default: '4000' },
    weights: { type: 'string', default: 'own,shared' },
    horizon: { type: 'string', default: '7' },
  },
})
const rows = Number(values.rows)
const folder = mkdtempSync(join(tmpdir(), 'rxcast-many-'))

interface Taken {
  readonly perSecond: number
  readonly cpuMicros: number
  readonly bytes: number
}

/** A pipeline over the series whose numbers `has` accepts. */
function pipeline(series: number, weights: string, threads: number, has = (_: number) => true): string {
  const path = join(folder, `${series}-${weights}-${threads}-${Math.random()}.yaml`)
  const lines = ['date,key,value']
  for (let t = 0; t * series < rows; t++) {
    const date = new Date(Date.UTC(2020, 0, 1 + t)).toISOString().slice(0, 10)
    for (let s = 0; s < series; s++)
      if (has(s))
        lines.push(`${date},k${s},${100 + s + ((t * (3 + (s % 5))) % 7) + ((t * 7919 + s * 104729) % 13) / 10}`)
  }
  writeFileSync(`${path}.csv`, lines.join('\n'))
  writeFileSync(
    path,
    `source:
  csv: { path: ${JSON.stringify(`${path}.csv`)}, time: date, target: value, by: key }
cadence: 1d
steps:
  - inOrder
  - forecast: ${values.horizon}
  - score
sinks:
  - csv: ${JSON.stringify(`${path}.out.csv`)}
weights: ${weights}
threads: ${threads}
`,
  )
  return path
}

/** Runs pipelines at the same time, each in a process. */
async function together(paths: readonly string[]): Promise<Taken[]> {
  const children = paths.map((path) => fork(fileURLToPath(new URL('./run.ts', import.meta.url)), [path]))
  for (const child of children) await once(child, 'message')
  const taken = children.map((child) => once(child, 'message'))
  for (const child of children) child.send('go')
  return Promise.all(taken.map(async (message) => (await message)[0] as Taken))
}

console.log(`${cpus()[0]!.model}, Node ${process.version}, ${rows} rows, ${values.horizon} leads, daily\n`)
console.log(
  'weights  series   1 thread   2 threads   2 processes   2 threads ÷ 2 processes   CPU µs/row      kB/series',
)
for (const weights of values.weights.split(',')) {
  for (const series of values.series.split(',').map(Number)) {
    const [one] = await together([pipeline(series, weights, 1)])
    const [two] = await together([pipeline(series, weights, 2)])
    const halves = [0, 1].slice(0, series).map((half) => pipeline(series, weights, 1, (s) => s % 2 === half))
    const apart = await together(halves)
    const perSecond = apart.reduce((sum, each) => sum + each.perSecond, 0)
    const cpu = [one!, two!, ...apart].slice(0, 3).map(({ cpuMicros }) => cpuMicros.toFixed(0))
    console.log(
      [
        weights.padEnd(8),
        String(series).padStart(6),
        one!.perSecond.toFixed(0).padStart(10),
        two!.perSecond.toFixed(0).padStart(11),
        perSecond.toFixed(0).padStart(13),
        (two!.perSecond / perSecond).toFixed(2).padStart(25),
        cpu.join(' / ').padStart(18),
        (one!.bytes / series / 1000).toFixed(0).padStart(10),
      ].join(' '),
    )
  }
}
console.log(`\n${await broughtBack(Number(values.horizon))}`)
rmSync(folder, { recursive: true })
