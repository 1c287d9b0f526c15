import { expect, it } from 'vitest'
import { valueDecoder } from '../../src/records/value-text.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { placeIn } from '../../src/sources/place-in.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { Pace } from '../../src/tasks/pace.ts'
import type { PartitionPosition } from '../../src/tasks/partition-position.ts'
import { partitionSource } from '../../src/tasks/partition-source.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'
import { columnsOf, workerPipeline } from './task-pipeline.ts'

const minute = 60_000
const columns = 'time: time, clock: ms, target: value, resample: { to: 5min }'

/** The windows of a partition that is read by different hands: the next one begins where the one before had come to. */
async function windows(stops: readonly number[]) {
  const cluster = new MemoryCluster({ partitions: 1, gate: async () => ({ most: 1 }) })
  for (let i = 0; i < 40; i++) cluster.produce(0, '', JSON.stringify({ time: i * minute, value: i % 7 }))
  const { source } = workerPipeline({ columns, rest: '' })
  const made: Observation[] = []
  let from: Uint8Array = new Uint8Array(0)
  for (const rows of [...stops, Number.POSITIVE_INFINITY]) {
    const stop = new AbortController()
    const log = await cluster.engine('A').open(0, stop.signal)
    const ledger = new Ledger()
    let position: PartitionPosition | undefined
    const options = { log, partition: 0, decode: await valueDecoder('kafka', { format: 'json' }, (path) => path) }
    const opened = partitionSource(source.word.build(source.argument, placeIn('.')), columnsOf(columns), {
      ...options,
      misplaced: () => undefined,
      batch: 10,
      pace: new Pace(),
      stop: stop.signal,
      readableTo: () => 0,
      goingOn: () => {},
      onWait: () => {},
      opened: (given) => (position = given),
    })
    const reading = opened.open(ledger, stop.signal, undefined, from)
    const last = cluster.partitions[0]!.input.at(-1)!.offset + 1
    for await (const batch of reading.batches) {
      made.push(...batch)
      if (ledger.rows >= rows || position!.next === last) stop.abort()
    }
    from = snapshot(reading.position!)
  }
  return made.map(({ time, values }) => [time / minute, values[0]])
}

it('puts rows together without a clock, and goes on in the middle of a window', async () => {
  const whole = await windows([])
  expect(whole.map(([time]) => time)).toEqual([0, 5, 10, 15, 20, 25, 30])
  expect(await windows([1, 7, 3, 9])).toEqual(whole)
})
