// npm run bench:stream [-- --rows 1000000,10000000]
// The whole run with the persistence expert alone (CSV in, scored forecasts out as CSV) beside csv-parse alone on the same file, by turns; and the memory each takes.
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '1000000,10000000' } } })
const command = fileURLToPath(new URL('../../../dist/cli/rxcast.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'rxcast-stream-'))
/** Tells how much memory the process took at most, as it ends. */
const tellMemory = `data:text/javascript,process.on('exit',()=>process.stderr.write('kilobytes '+process.resourceUsage().maxRSS))`
const csvParse = `
  import { createReadStream } from 'node:fs'
  import { parse } from 'csv-parse'
  let rows = 0
  for await (const _ of createReadStream(process.argv[1]).pipe(parse())) rows++
`

/** Six columns of numbers a minute apart. */
function generate(rows: number): string {
  const path = join(folder, `${rows}.csv`)
  const file = openSync(path, 'w')
  let text = 'time,a,b,c,d,e\n'
  let level = 0
  for (let i = 0; i < rows; i++) {
    level += ((i * 7919) % 1000) / 1000 - 0.4995
    text += `${new Date(946_684_800_000 + i * 60_000).toISOString()},${level.toFixed(4)},${i % 97},${(i % 31) * 0.5},3.25,${(i * 7) % 1000}\n`
    if (text.length > 1_000_000) {
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, text)
  closeSync(file)
  return path
}

function timed(...args: string[]): { seconds: number; megabytes: number } {
  const begun = performance.now()
  const { status, stderr } = spawnSync(process.execPath, ['--import', tellMemory, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) throw new Error(stderr)
  return { seconds: (performance.now() - begun) / 1000, megabytes: Number(/kilobytes (\d+)/.exec(stderr)![1]) / 1024 }
}

console.log('| rows | csv-parse alone, krows/s | rxcast, krows/s | times as long | rxcast, MB |\n|---|---|---|---|---|')
for (const rows of options.rows.split(',').map(Number)) {
  const data = generate(rows)
  const pipeline = join(folder, 'persistence.yaml')
  writeFileSync(
    pipeline,
    `source: { csv: { path: ${data}, time: time, target: a } }
cadence: 1min
steps:
  - inOrder
  - fillGaps: 1min
  - forecast: { horizon: 1, season: none, experts: [persistence], intervals: [] }
  - score
sinks:
  - csv: ${join(folder, 'out.csv')}
`,
  )
  // By turns, and the fastest of three: the machine's speed drifts.
  const turns = Array.from(
    { length: rows > 2_000_000 ? 1 : 3 },
    () => [timed('--input-type=module', '-e', csvParse, data), timed(command, 'run', pipeline, '--quiet')] as const,
  )
  const parse = Math.min(...turns.map(([alone]) => alone.seconds))
  const whole = Math.min(...turns.map(([, run]) => run.seconds))
  const memory = Math.max(...turns.map(([, run]) => run.megabytes))
  const rate = (seconds: number) => (rows / seconds / 1000).toFixed(0)
  console.log(
    `| ${rows.toLocaleString('en')} | ${rate(parse)} | ${rate(whole)} | ${(whole / parse).toFixed(2)} | ${memory.toFixed(0)} |`,
  )
}
rmSync(folder, { recursive: true })
