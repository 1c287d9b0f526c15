import { afterEach, describe, expect, it } from 'vitest'
import type { Forecast } from '../../src/series/forecast.ts'
import { LocalPartition } from '../../src/shards/local-partition.ts'
import type { Partition, StateId } from '../../src/shards/partition.ts'
import { ThreadedPartition } from '../../src/threads/threaded-partition.ts'
import { chainOf, keysOf, logged, passedOn } from './logged.ts'
import { portable, rowsOf } from './rows.ts'

const rows = rowsOf(8, 40)
const keys = keysOf(rows)
const open: Partition[] = []
afterEach(async () => {
  for (const partition of open.splice(0)) await partition.close()
})

function local() {
  const log = logged()
  return { ...log, partition: new LocalPartition(chainOf(portable(), log.receiver.ledger).open, log.receiver) }
}
function threaded(threads: number, inside = true) {
  const log = logged()
  const receiver = { ...log.receiver, wantsInside: () => inside }
  const partition = new ThreadedPartition<Forecast>(portable(), receiver, { threads, series: {} })
  open.push(partition)
  return { ...log, partition }
}

describe('ThreadedPartition', () => {
  it.each([
    [1, 7],
    [3, 64],
  ])('passes on the same in %i threads as in this one, in batches of %i rows', async (threads, size) => {
    const [here, there] = [local(), threaded(threads)]
    const expected = await passedOn(here.partition, here, rows)
    expect(await passedOn(there.partition, there, rows, size)).toEqual(expected)
    expect(there.receiver.ledger.counts).toEqual(here.receiver.ledger.counts)
  })

  it('forecasts the next rows while those before are passed on, in their order', async () => {
    const [here, there] = [local(), threaded(2)]
    for await (const _ of here.partition.take(rows));
    const batches = Array.from({ length: 5 }, (_, i) => rows.slice(i * 50, (i + 1) * 50))
    const drain = async (batch: typeof rows) => {
      for await (const _ of there.partition.take(batch));
    }
    await Promise.all([...batches, rows.slice(250)].map(drain))
    expect(there.lines).toEqual(here.lines)
  })

  it('saves, drops and brings back series, in any number of threads', async () => {
    const [here, two, three] = [local(), threaded(2), threaded(3)]
    const ids = keys.map((series): StateId => ({ series }))
    const saved = async ({ partition }: { partition: Partition }) => {
      const states: Uint8Array[] = []
      for await (const bytes of partition.save(ids)) states.push(bytes)
      return states
    }
    for await (const _ of here.partition.take(rows.slice(0, 150)));
    for await (const _ of two.partition.take(rows.slice(0, 150)));
    const states = await saved(two)
    expect(states).toEqual(await saved(here))
    await two.partition.drop(keys)
    await expect(saved(two)).rejects.toThrow('expected a series that is here')
    expect(await three.partition.busy([])).toEqual([])
    const brought = states.map((bytes, i) => ({ id: ids[i]!, bytes }))
    for await (const _ of three.partition.take(rows.slice(150), brought));
    for await (const _ of here.partition.take(rows.slice(150)));
    expect([...two.lines, ...three.lines].length).toBe(here.lines.length)
    expect(await saved(three)).toEqual(await saved(here))
    expect(await three.partition.busy(keys)).toEqual([])
  })

  it('sends no inside of series that nobody watches', async () => {
    const [here, there] = [local(), threaded(1, false)]
    for await (const _ of here.partition.take(rows.slice(0, 20)));
    for await (const _ of there.partition.take(rows.slice(0, 20)));
    const insides = (lines: readonly string[]) =>
      lines.flatMap((line) => (line.startsWith('[{"key"') ? [JSON.parse(line).at(-1)] : []))
    expect(insides(here.lines)).not.toContain(null)
    expect(insides(there.lines)).toEqual(insides(here.lines).map(() => null))
  })

  it('fails when a state does not fit, and leaves no thread behind', async () => {
    const { partition } = threaded(2)
    const brought = [{ id: { series: keys[0]! }, bytes: Uint8Array.of(1) }]
    await expect(partition.take([], brought).next()).rejects.toThrow('snapshot')
    await partition.close()
    await expect(partition.take(rows).next()).rejects.toThrow('expected an open thread')
  })
})
