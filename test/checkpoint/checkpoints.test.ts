import { describe, expect, it } from 'vitest'
import { Checkpoints, savedSettings } from '../../src/checkpoint/checkpoints.ts'
import { DataError } from '../../src/errors.ts'
import type { KeyedPiece } from '../../src/state/piece.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'

/** A piece that holds a number; with a version, it is saved only when that changes. */
const piece = (key: string, value: number, version?: number) => {
  const held = {
    value,
    ...(version === undefined ? {} : { version }),
    state(fields: Parameters<KeyedPiece[1]['state']>[0]) {
      held.value = fields.number('value', held.value)
    },
  }
  return { held, keyed: [key, held] as KeyedPiece }
}
const begun = async (store: MemoryStore, settings = {}, more = {}) => {
  const checkpoints = new Checkpoints({ store, ...more }, settings)
  await checkpoints.begin()
  return checkpoints
}
/** A store that notes what is put. */
const noting = () => {
  const puts: string[] = []
  const store = new MemoryStore()
  const put = store.put.bind(store)
  return {
    puts,
    store: Object.assign(store, {
      put: (key: string, bytes: Uint8Array) => put(key, bytes).finally(() => puts.push(key)),
    }),
  }
}

describe('Checkpoints', () => {
  it('saves and restores pieces', async () => {
    const store = new MemoryStore()
    const first = await begun(store)
    expect(first.goesOn).toBe(false)
    const written = await first.take(10, [piece('a', 1).keyed], [piece('b', 2, 1).keyed])
    expect(written).toMatchObject({ rows: 10 })
    expect(written.bytes).toBeGreaterThan(40)
    const second = await begun(store)
    expect(second.goesOn).toBe(true)
    const a = piece('a', 0)
    expect(await second.restore(...a.keyed)).toEqual([])
    expect(a.held.value).toBe(1)
    expect(await second.restore('c', a.held)).toBeUndefined()
  })

  it('restores what was saved before the first row, and does not go on', async () => {
    const store = new MemoryStore()
    await (await begun(store, { seed: 1 })).start([piece('a', 1).keyed])
    const second = await begun(store, { seed: 2 })
    const a = piece('a', 0)
    expect([second.goesOn, await second.restore(...a.keyed), a.held.value]).toEqual([false, [], 1])
    const fresh = await begun(store, {}, { fresh: true })
    expect(await fresh.restore(...a.keyed)).toBeUndefined()
    await second.take(1, [])
    expect(await store.keys()).toEqual(['pipeline'])
  })

  it('writes again only what changed, also after it was restored, and removes what is gone', async () => {
    const { puts, store } = noting()
    const first = await begun(store)
    const pieces = [piece('b', 2, 1), piece('c', 3, 1)]
    await first.take(
      1,
      [],
      pieces.map(({ keyed }) => keyed),
    )
    puts.length = 0
    await first.take(2, [], [piece('b', 2, 1).keyed, piece('c', 4, 2).keyed])
    expect(puts).toEqual(['c'])
    const second = await begun(store)
    const restored = [piece('b', 0, 7), piece('c', 0, 7)]
    for (const { keyed } of restored) await second.restore(...keyed)
    puts.length = 0
    await second.take(
      3,
      [],
      restored.map(({ keyed }) => keyed),
    )
    expect(puts).toEqual(['pipeline'])
    await second.take(4, [], [restored[0]!.keyed])
    expect(await store.keys()).toEqual(['pipeline', 'b'])
  })

  it('writes everything again that a failed checkpoint would have written', async () => {
    const { puts, store } = noting()
    const checkpoints = await begun(store)
    const commit = store.commit
    store.commit = () => Promise.reject(new DataError('full'))
    await expect(checkpoints.take(1, [], [piece('b', 2, 1).keyed])).rejects.toThrow('full')
    store.commit = commit
    puts.length = 0
    await checkpoints.take(2, [], [piece('b', 2, 1).keyed])
    expect(puts).toEqual(['pipeline', 'b'])
  })

  it('takes all pieces that can change before it waits', async () => {
    const store = new MemoryStore()
    const checkpoints = await begun(store)
    const a = piece('a', 1)
    const taking = checkpoints.take(1, [a.keyed, piece('z', 0).keyed], [])
    a.held.value = 2
    await taking
    const after = piece('a', 0)
    await checkpoints.restore(...after.keyed)
    expect(after.held.value).toBe(1)
  })

  it('is due after a number of rows, or after a time if there were rows', async () => {
    const store = new MemoryStore()
    const byRows = await begun(store, {}, { every: { rows: 10 } })
    expect([0, 9, 10].map((rows) => byRows.due(rows))).toEqual([false, false, true])
    await byRows.take(10, [], [])
    expect([10, 19, 20].map((rows) => byRows.due(rows))).toEqual([false, false, true])
    byRows.covers(30)
    expect([30, 39, 40].map((rows) => byRows.due(rows))).toEqual([false, false, true])
    const byTime = new Checkpoints({ store, every: { ms: 0 } })
    expect([0, 1].map((rows) => byTime.due(rows))).toEqual([false, true])
    expect(new Checkpoints({ store, every: { ms: 1e9 } }).due(1)).toBe(false)
  })

  it('goes on only with the settings that it began with', async () => {
    const store = new MemoryStore()
    await (await begun(store, { seed: 1 })).take(1, [], [piece('b', 1, 1).keyed])
    expect(await savedSettings(store)).toEqual({ seed: 1 })
    await expect(begun(store, { seed: 2 })).rejects.toThrow('seed was 1 and is now 2; set them back')
    const fresh = await begun(store, { seed: 2 }, { fresh: true })
    expect(fresh.goesOn).toBe(false)
    await fresh.take(1, [], [])
    expect(await store.keys()).toEqual(['pipeline'])
    expect(await savedSettings(store)).toEqual({ seed: 2 })
  })
})
