// npm run bench:lstm [-- --json] [-- --rounds 15]: microseconds an observation, engines by turns, so that what else the machine does falls on all alike.
import { cpus } from 'node:os'
import { argv, stderr, stdout, versions } from 'node:process'
import { runner } from './run.ts'
import { type Task, tasks } from './tasks.ts'
import { compileTwin } from './twin.ts'

const json = argv.includes('--json')
const rounds = argv.includes('--rounds') ? Number(argv[argv.indexOf('--rounds') + 1]) : 15
/** How long one turn lasts, about. */
const turn = 20_000
const twin = compileTwin()
if (!twin) stderr.write('no C compiler for x86 with SSE4.2 (cc): the column of C stays empty\n')

type Engine = 'wasm' | 'reference' | 'c'
const measure = (task: Task): Record<Engine, number[]> => {
  const run = { wasm: runner(task, 'wasm'), reference: runner(task, 'reference') }
  // Longer than the store and than the compiler's warm-up; a constant stream fades as far as it will.
  const burnIn = task.task === 'constant-stream' ? 6000 : 2000
  run.wasm(burnIn)
  const count = { wasm: 0, reference: 0 }
  for (const engine of ['wasm', 'reference'] as const) {
    const pace = run[engine](engine === 'wasm' ? 200 : 60)
    count[engine] = Math.max(1, Math.round(turn / pace))
  }
  const times: Record<Engine, number[]> = { wasm: [], reference: [], c: [] }
  for (let round = 0; round < rounds; round++) {
    times.wasm.push(run.wasm(count.wasm))
    if (twin) times.c.push(twin(task, count.wasm, Math.min(burnIn, 1200)))
    times.reference.push(run.reference(count.reference))
  }
  return times
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!
const results: object[] = []
if (!json) {
  stdout.write(
    `${cpus()[0]!.model}, Node ${versions.node}, V8 ${versions.v8}; µs an observation: minimum (median) of ${rounds}\n\n`,
  )
  stdout.write(
    '| task | inputs, hidden | window × batch, leads | wasm | C | reference | reference / wasm | wasm / C |\n',
  )
  stdout.write('|---|---|---|---|---|---|---|---|\n')
}
for (const task of tasks) {
  const times = measure(task)
  for (const engine of ['wasm', 'reference', 'c'] as const) {
    if (times[engine].length === 0) continue
    const { channels: _, ...line } = task
    results.push({ ...line, engine, microseconds: Math.min(...times[engine]), median: median(times[engine]) })
  }
  if (json) continue
  const show = (engine: Engine) =>
    times[engine].length === 0 ? '–' : `${Math.min(...times[engine]).toFixed(1)} (${median(times[engine]).toFixed(1)})`
  const ratio = (a: Engine, b: Engine) =>
    times[a].length * times[b].length === 0 ? '–' : (Math.min(...times[a]) / Math.min(...times[b])).toFixed(2)
  const { inputs, hidden, window, batch, leads } = task
  stdout.write(
    `| ${task.task} | ${inputs}, ${hidden} | ${window} × ${batch}, ${leads} | ${show('wasm')} | ${show('c')} | ${show('reference')} | ${ratio('reference', 'wasm')} | ${ratio('wasm', 'c')} |\n`,
  )
}
if (json) stdout.write(`${JSON.stringify(results, null, 1)}\n`)
