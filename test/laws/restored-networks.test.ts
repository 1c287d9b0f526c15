import { expect, it } from 'vitest'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import { chain } from '../../src/operators/chain.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { daily } from '../operators/observe.ts'

const steps = chain(normalize(), lookback(2), lstm({ horizon: 1, hidden: 4, replays: 1 }))
function saved(width: number): Uint8Array {
  const run = steps.open(() => {})
  for (const row of daily([1, 2, 3], Array(3).fill(Array(width).fill(0)))) run.next(row)
  const bytes = snapshot(run)
  run.close?.()
  return bytes
}

it('2,000 restores in a row leave as many networks as before', () => {
  // The network of one snapshot does not fit the other, so that each restore builds one to check it and one to keep.
  const snapshots = [saved(0), saved(1)]
  const before = networksInUse().networks
  const kept = steps.open(() => {})
  for (let i = 0; i < 1000; i++) {
    restore(kept, snapshots[i % 2]!)
    expect(networksInUse().networks).toBe(before + 1)
  }
  for (let i = 0; i < 1000; i++) {
    const run = steps.open(() => {})
    restore(run, snapshots[i % 2]!)
    run.close?.()
  }
  expect(networksInUse().networks).toBe(before + 1)
  kept.close?.()
  expect(networksInUse().networks).toBe(before)
})
