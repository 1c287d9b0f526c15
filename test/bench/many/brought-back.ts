import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chain } from '../../../src/operators/chain.ts'
import { forecast } from '../../../src/operators/forecast.ts'
import { inOrder } from '../../../src/operators/in-order.ts'
import { score } from '../../../src/operators/score.ts'
import { Ledger } from '../../../src/series/ledger.ts'
import { LocalPartition } from '../../../src/shards/local-partition.ts'
import type { SavedState, StateId } from '../../../src/shards/partition.ts'
import { FolderStore } from '../../../src/stores/folder-store.ts'

const count = 100

/** What it takes to let a series wait in a folder and to bring it back, in words. */
export async function broughtBack(horizon: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-many-'))
  const { store } = await FolderStore.open(folder)
  const ledger = new Ledger()
  const operators = chain(inOrder({}, { ledger }), forecast({ horizon, season: 7, cadence: '1d' }), score())
  const partition = new LocalPartition(operators.open, { ledger, forecast() {} })
  const day = 86_400_000
  const keys = Array.from({ length: count }, (_, s) => [`k${s}`])
  const take = async (t: number, states: readonly SavedState[] = []) => {
    const rows = keys.map((key, s) => ({ time: t * day, values: [100 + s + ((t * 3) % 7)], covariates: [], key }))
    const begun = performance.now()
    for await (const _ of partition.take(rows, states));
    return (performance.now() - begun) / count
  }
  for (let t = 0; t < 60; t++) await take(t)
  const row = await take(60)

  const ids = keys.map((series): StateId => ({ series }))
  let begun = performance.now()
  let [at, bytes] = [0, 0]
  for await (const state of partition.save(ids)) {
    bytes += state.length
    await store.put(keys[at++]![0]!, state)
  }
  const saved = (performance.now() - begun) / count
  await partition.drop(keys)
  begun = performance.now()
  const states: SavedState[] = []
  for (const [i, [key]] of keys.entries()) states.push({ id: ids[i]!, bytes: (await store.get(key!))! })
  const read = (performance.now() - begun) / count
  const back = (await take(61, states)) - row
  await partition.close()
  await store.close()
  rmSync(folder, { recursive: true })
  return `A series of ${Math.round(bytes / count / 1000)} kB: ${saved.toFixed(2)} ms to save and put away, ${read.toFixed(2)} ms to read, ${back.toFixed(2)} ms to restore; a row takes ${row.toFixed(2)} ms.`
}
