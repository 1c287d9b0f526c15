import { describe, expect, it } from 'vitest'
import { SeriesFlow } from '../../src/run/series-flow.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { Scored } from '../../src/series/scored.ts'
import { LocalPartition } from '../../src/shards/local-partition.ts'
import { ManySeries, type StateStore } from '../../src/shards/many-series.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { mixed, steps } from '../shards/stream.ts'

const flowOf = (at: Scored[] = []) => {
  const ledger = new Ledger()
  return new SeriesFlow<Scored>(
    (receiver) => ({
      many: new ManySeries(new LocalPartition(steps(receiver.ledger).open, receiver), { shards: 1, shared: false }),
    }),
    { ledger, forecast: (scored) => at.push(scored) },
  )
}
async function* batches(rows: readonly Observation[], size: number) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

describe('SeriesFlow', () => {
  it('yields in order what it has passed on at once, of the rows that may pass', async () => {
    const at: Scored[] = []
    const flow = flowOf(at)
    const out: Scored[] = []
    let left = 100
    for await (const some of flow.through(batches(mixed, 16), () => left-- > 0)) out.push(...some)
    expect(out).toEqual(at)
    expect(out.length).toBeGreaterThan(80)
    expect(out.length).toBeLessThan(110)
  })

  it('has the last forecast of each series, those from before a restore made again', async () => {
    const first = flowOf()
    for await (const _ of first.through(batches(mixed, 16), () => true));
    const lasts = first.lasts(undefined)
    expect(lasts.map(({ key }) => key)).toEqual(first.many.keys)
    const states = new Map<string, Uint8Array>()
    for (const [key] of first.many.versions()) for await (const bytes of first.many.save([key])) states.set(key, bytes)
    const store: StateStore = { get: async (key) => states.get(key), put: async () => false }
    const second = flowOf()
    const saved = first.many.pieces.map(([, piece]) => snapshot(piece))
    for (const [i, [, piece]] of second.many.pieces.entries()) restore(piece, saved[i]!)
    second.many.keep(store)
    for await (const _ of second.through(batches([], 16), () => true));
    const again = second.lasts((data, scores) => {
      const none = new Float64Array(data.values.length)
      return new Scored({ ...data, due: none, residuals: none, scores })
    })
    expect(again.map(({ key, values }) => [key, [...values]])).toEqual(
      lasts.map(({ key, values }) => [key, [...values]]),
    )
  })
})
