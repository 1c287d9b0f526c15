// npm run bench:lstm [-- --json] [-- --rounds 15]: microseconds of processor time an observation. Each engine has a process of its own, since what ran before in one
// slows down what comes after, and they take turns, so that what else the machine does falls on all alike.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { argv, stderr, stdout, versions } from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Task, tasks } from './tasks.ts'
import { compileTwin } from './twin.ts'

const json = argv.includes('--json')
const rounds = argv.includes('--rounds') ? Number(argv[argv.indexOf('--rounds') + 1]) : 15
/** How long one turn lasts, about. */
const turn = 20_000
const twins = { c: compileTwin(4), avx: compileTwin(8) }
const missing = Object.entries(twins).flatMap(([column, twin]) =>
  typeof twin === 'string' ? [`THE COLUMN ${column.toUpperCase()} IS EMPTY: ${twin}`] : [],
)
for (const line of missing) stderr.write(`${line}\n`)

const engines = ['wasm', 'reference', 'c', 'avx'] as const
type Engine = (typeof engines)[number]

async function measure(task: Task): Promise<Record<Engine, number[]>> {
  const start = (engine: string) =>
    fork(fileURLToPath(new URL('run.ts', import.meta.url)), [JSON.stringify([task, engine])])
  const own = { wasm: start('wasm'), reference: start('reference') }
  const ask = async (child: ChildProcess, observations: number) => {
    child.send(observations)
    const [microseconds] = (await once(child, 'message')) as [number]
    return microseconds
  }
  // Longer than the store and than the compiler's warm-up; a constant stream fades as far as it will.
  const burnIn = task.task.endsWith('-stream') ? 6000 : 2000
  await ask(own.wasm, burnIn)
  await ask(own.reference, 60)
  const count = async (child: ChildProcess) => Math.max(1, Math.round(turn / (await ask(child, 100))))
  const counts = { wasm: await count(own.wasm), reference: await count(own.reference) }
  const times: Record<Engine, number[]> = { wasm: [], reference: [], c: [], avx: [] }
  for (let round = 0; round < rounds; round++) {
    for (const engine of ['wasm', 'reference'] as const) times[engine].push(await ask(own[engine], counts[engine]))
    for (const engine of ['c', 'avx'] as const) {
      const twin = twins[engine]
      // The twins know huber alone.
      if (typeof twin !== 'string' && !task.loss) times[engine].push(twin(task, counts.wasm, Math.min(burnIn, 1200)))
    }
  }
  own.wasm.kill()
  own.reference.kill()
  return times
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!
const results: object[] = []
if (!json) {
  const machine = `${cpus()[0]!.model}, Node ${versions.node}, V8 ${versions.v8}`
  stdout.write(`${machine}; µs of processor time an observation: minimum (median) of ${rounds}\n\n`)
  const columns = [
    'task, loss',
    'inputs, hidden',
    'window × batch, leads',
    'wasm',
    'C, SSE2',
    'C, AVX 256',
    'reference',
  ]
  stdout.write(`| ${[...columns, 'reference / wasm', 'wasm / C'].join(' | ')} |\n`)
  stdout.write(`|${'---|'.repeat(columns.length + 2)}\n`)
}
for (const task of tasks) {
  const times = await measure(task)
  for (const engine of engines) {
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
  const sizes = `${task.task}${task.loss ? `, ${task.loss.loss}` : ''} | ${inputs}, ${hidden} | ${window} × ${batch}, ${leads}`
  const columns = [...(['wasm', 'c', 'avx', 'reference'] as const).map(show), ratio('reference', 'wasm')]
  stdout.write(`| ${[sizes, ...columns, ratio('wasm', 'c')].join(' | ')} |\n`)
}
if (json) stdout.write(`${JSON.stringify(results, null, 1)}\n`)
else for (const line of missing) stdout.write(`\n${line}\n`)
