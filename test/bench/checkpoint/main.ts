// npm run bench:checkpoint [-- --rounds 20] [-- --folder DIR]
// What a checkpoint of some 10 MB costs: 20 series of one forecaster each, all changed since the last one; one
// key of arrays, and one network, as large as all of them. On Linux pauses are also counted in processor time of the thread, since a busy machine makes others longer.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Lstm } from '../../../src/lstm/lstm.ts'
import { chain } from '../../../src/operators/chain.ts'
import { fillGaps } from '../../../src/operators/fill-gaps.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import { inOrder } from '../../../src/operators/in-order.ts'
import { score } from '../../../src/operators/score.ts'
import { finite, type Saveable } from '../../../src/state/fields.ts'
import { snapshotInTurns } from '../../../src/state/snapshot.ts'
import { FolderStore } from '../../../src/stores/folder-store.ts'
import { Turns } from './turns.ts'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, folder: { type: 'string', default: tmpdir() } },
})
const rounds = Number(options.rounds)
const day = 86_400_000
const steps = chain(inOrder(), fillGaps('1d'), forecast({ horizon: 7, season: 365 }), score())
const series = steps.open(() => {})
/** A network whose state is as large as that of 20 series. */
const large = new Lstm({ inputs: 8, hidden: 460, leads: [1], seed: 1 })
const columns = Array.from({ length: 40 }, () => new Float64Array(31_250))
let row = 0
function observe(): void {
  large.step(new Float64Array(8).fill(1 / (1 + row)))
  const value = 15 + 10 * Math.sin((2 * Math.PI * row) / 365) + ((row * 7919) % 13) / 4
  series.next({ time: row++ * day, values: [value], covariates: [] })
}
while (row < 520) observe()

const arrays: Saveable = {
  state: (fields) => {
    for (const [i, values] of columns.entries()) fields.numbers(`column ${i}`, values.fill(row), finite)
  },
}
const cases: readonly (readonly [name: string, parts: readonly Saveable[]])[] = [
  ['20 keys', new Array(20).fill(series)],
  ['1 key of arrays', [arrays]],
  ['1 network', [large]],
]

const folder = mkdtempSync(join(options.folder, 'rxcast-checkpoint-'))
try {
  console.log(
    '| | MB | ms a checkpoint | share of a minute | longest pause, ms: median | most | of processor time: median | most |',
  )
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|')
  for (const [name, parts] of cases) console.log(await measured(name, parts))
} finally {
  rmSync(folder, { recursive: true })
}
series.close?.()

async function measured(name: string, parts: readonly Saveable[]): Promise<string> {
  const { store } = await FolderStore.open(join(folder, name))
  const [times, pauses, works]: [number[], number[], number[]] = [[], [], []]
  let size = 0
  for (let round = 0; round < rounds; round++) {
    observe()
    const turns = new Turns()
    const begun = performance.now()
    size = 0
    for (const [i, part] of parts.entries()) {
      const bytes = await snapshotInTurns(part)
      await store.put(`series/${i}`, bytes)
      size += bytes.length
    }
    await store.commit()
    times.push(performance.now() - begun)
    turns.end()
    pauses.push(turns.longest)
    works.push(turns.mostWork)
  }
  await store.close()
  const ms = sorted(times)[rounds >> 1]!
  const cells = [(size / 1e6).toFixed(1), ms.toFixed(0), `${(ms / 600).toFixed(2)} %`]
  for (const numbers of [pauses, works].map(sorted))
    cells.push(numbers[rounds >> 1]!.toFixed(1), numbers[rounds - 1]!.toFixed(1))
  return `| ${name} | ${cells.join(' | ')} |`
}

function sorted(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b)
}
