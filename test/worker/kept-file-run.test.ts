import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { daily } from './daily.ts'
import { endOf, keptRun } from './kept.ts'

/** A store without room for another commit. */
class Full extends MemoryStore {
  override async commit(): Promise<void> {
    throw new DataError('expected room, got none')
  }
}

const spoilt = daily().replace(/(2024-02-1[234],\S+)/g, '$1,9')

describe('a run over a file that is kept', () => {
  it.each([
    ['its rows', spoilt, spoilt.split('\n').slice(0, 40).join('\n')],
    ['a last line without its end', spoilt, spoilt.split('\n').slice(0, 47).join('\n').slice(0, -1)],
  ])('goes on with the grown file to the same forecasts and rejects: %s', async (_, grown, short) => {
    const [store, other] = [new MemoryStore(), new MemoryStore()]
    const first = await keptRun(short, store)
    expect(await first.go()).toBe(true)
    expect(first.begun).toEqual([])
    const then = await keptRun(grown, store)
    expect(await then.go()).toBe(true)
    expect(then.begun).toHaveLength(1)
    const whole = await keptRun(grown, other)
    await whole.go()
    const [ours, theirs] = [await endOf(then.sent), await endOf(whole.sent)]
    expect({ ...ours, notes: [] }).toEqual({ ...theirs, notes: [] })
    expect(theirs.rejects).toContain('"line":')
    // Nothing was added.
    const again = await keptRun(grown, store)
    expect(await again.go()).toBe(true)
    expect({ ...(await endOf(again.sent)), notes: [] }).toEqual({ ...theirs, notes: [] })
  })

  it('does not go on with other rows, and sends nothing of them', async () => {
    const store = new MemoryStore()
    await (await keptRun(daily(), store)).go()
    const keys = await store.keys()
    const other = await keptRun(daily().replace('2024-01-05,', '2024-01-05,7'), store)
    expect(await other.go()).toBe(false)
    expect([other.sent, other.begun, await store.keys()]).toEqual([[], [], keys])
  })

  it('keeps what there was if it is stopped before it has come to new rows', async () => {
    const store = new MemoryStore()
    await (await keptRun(daily(), store)).go()
    const stopped = await keptRun(daily({ days: 90 }), store)
    stopped.run.stop()
    expect(await stopped.go()).toBe(true)
    const then = await keptRun(daily({ days: 90 }), store)
    await then.go()
    expect(then.begun).toEqual([60])
    expect((await endOf(then.sent)).rows.accepted).toBe(90)
  })

  it('says that it is not kept if there is no room, and ends as usual', async () => {
    const full = await keptRun(daily(), new Full())
    expect(await full.go()).toBe(true)
    expect(full.sent).toContainEqual({ kind: 'unkept', problem: 'expected room, got none' })
    expect((await endOf(full.sent)).next).toHaveLength(7)
  })
})
