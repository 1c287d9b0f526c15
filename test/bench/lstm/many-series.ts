// npm run bench:shared [-- --python PATH] [-- --rounds 15]: what shared weights cost a series, in microseconds of processor time. With a Python that has torch, also PyTorch's batched LSTMCell on one thread. All take turns, so that what else the machine does falls on all alike.
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { argv, stdout, versions } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { memoryNeeded } from '../../../src/lstm/memory-needed.ts'
import { engineSizes, resolveLstmOptions } from '../../../src/lstm/options.ts'
import type { SharedTask } from './many-series-run.ts'

const argument = (name: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined)
const rounds = Number(argument('--rounds') ?? 15)
const python = argument('--python')
/** How long one turn lasts, in microseconds, about. */
const turn = 20_000
const beside = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Answers with the microseconds that a series takes in one of some rounds. */
type Turn = (rounds: number) => Promise<number>

function ours(task: SharedTask): { child: ChildProcess; turn: Turn } {
  const child = fork(beside('many-series-run.ts'), [JSON.stringify(task)])
  const turn = async (rounds: number) => {
    child.send(rounds)
    return ((await once(child, 'message')) as [number])[0]
  }
  return { child, turn }
}

let torch = ''
const torchProcess =
  python === undefined ? undefined : spawn(python, [beside('cell.py')], { stdio: ['pipe', 'pipe', 'inherit'] })
const answers = torchProcess && createInterface(torchProcess.stdout)[Symbol.asyncIterator]()
const pytorch =
  ({ inputs, hidden, series }: SharedTask): Turn =>
  async (rounds) => {
    torchProcess!.stdin.write(`${inputs} ${hidden} ${series} ${rounds}\n`)
    const [microseconds, version] = String((await answers!.next()).value).split(' ')
    torch = version!
    return Number(microseconds)
  }

/** Minima of some turns that alternate, each after a warm-up. */
async function alternate(turns: readonly Turn[], series: number): Promise<number[]> {
  const counts: number[] = []
  for (const one of turns) {
    // Until the stores are full, so that all windows are drawn.
    await one(Math.max(160, Math.ceil(3000 / series)))
    counts.push(Math.max(1, Math.round(turn / series / (await one(Math.ceil(500 / series))))))
  }
  const best = turns.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round++)
    for (const [i, one] of turns.entries()) best[i] = Math.min(best[i]!, await one(counts[i]!))
  return best
}

const line = (cells: readonly (string | number)[]) =>
  stdout.write(`| ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)).join(' | ')} |\n`)
const head = (cells: readonly string[]) => {
  line(cells)
  stdout.write(`|${'---|'.repeat(cells.length)}\n`)
}

stdout.write(
  `${cpus()[0]!.model}, Node ${versions.node}; µs of processor time a series, minimum of ${rounds} turns\n\n`,
)
head(['inference: inputs, hidden', 'series in a call', 'wasm', 'PyTorch', 'wasm / PyTorch'])
for (const [inputs, hidden] of [
  [1, 32],
  [8, 64],
  [8, 128],
] as const)
  for (const series of [16, 64, 256, 1024]) {
    const task: SharedTask = { task: 'infer', inputs, hidden, leads: 1, series }
    const own = ours(task)
    const [wasm, theirs] = await alternate(python === undefined ? [own.turn] : [own.turn, pytorch(task)], series)
    own.child.kill()
    line([`${inputs}, ${hidden}`, `${series}`, wasm!, theirs ?? '–', theirs === undefined ? '–' : wasm! / theirs])
  }
stdout.write(
  python === undefined ? '\nWithout PyTorch: name a Python that has it with --python\n\n' : `\nPyTorch ${torch}\n\n`,
)
torchProcess?.stdin.end()

head(['learning and a step: inputs, hidden, leads', 'series', 'shared', 'own', 'shared / own'])
for (const [inputs, hidden, leads] of [
  [10, 32, 7],
  [10, 64, 7],
] as const)
  for (const series of [1, 16, 256]) {
    const sizes = { inputs, hidden, leads, series }
    const [shared, own] = [ours({ task: 'learn', ...sizes }), ours({ task: 'own', ...sizes })]
    const [a, b] = await alternate([shared.turn, own.turn], series)
    for (const { child } of [shared, own]) child.kill()
    line([`${inputs}, ${hidden}, ${leads}`, `${series}`, a!, b!, a! / b!])
  }

stdout.write('\n')
head(['memory in kB: inputs, hidden, leads', 'rows kept', 'a series', 'weights', 'scratch'])
for (const memory of [64, 128, 512]) {
  const options = resolveLstmOptions({ inputs: 10, hidden: 32, leads: [1, 2, 3, 4, 5, 6, 7], memory })
  const { weights, states, rows, scratch } = memoryNeeded(engineSizes(options, true))
  line(['10, 32, 7', `${memory}`, ...[states + rows, weights, scratch].map((bytes) => (bytes / 1000).toFixed(1))])
}
