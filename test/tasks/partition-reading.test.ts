import { describe, expect, it } from 'vitest'
import type { InputRecord, TaskLog } from '../../src/engine/engine.ts'
import { ConfigError } from '../../src/errors.ts'
import { MessageRows } from '../../src/live/message-rows.ts'
import { recordsIn } from '../../src/records/record-text.ts'
import { type ValueDecoder, valueDecoder } from '../../src/records/value-text.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Reject } from '../../src/series/reject.ts'
import { Pace } from '../../src/tasks/pace.ts'
import { PartitionPosition } from '../../src/tasks/partition-position.ts'
import { PartitionReading, type PartitionReadingOptions } from '../../src/tasks/partition-reading.ts'
import { columnsOf } from './task-pipeline.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const record = (offset: number, value: string | undefined = row(offset)): InputRecord => ({
  offset,
  key: bytes('a'),
  value: value === undefined ? undefined : bytes(value),
  time: 1000 * offset,
})
const row = (day: number) => JSON.stringify({ time: `2024-01-${String(day + 1).padStart(2, '0')}`, value: day })

/** A log of these records that ends the reading after them. */
function logOf(records: readonly InputRecord[], end: () => void): TaskLog {
  let polled = false
  return {
    restore: async () => {},
    recognize: async () => {},
    poll: async () => {
      if (polled) end()
      const all = polled ? [] : records
      polled = true
      return all
    },
    commit: async () => {},
    lag: 0,
    close: async () => {},
  }
}

async function read(
  records: readonly InputRecord[],
  options: Partial<PartitionReadingOptions> & { text?: string } = {},
) {
  const end = new AbortController()
  const rejects: Reject[] = []
  const ledger = new Ledger((reject) => rejects.push(reject))
  const rows = new MessageRows('readings', columnsOf(options.text ?? 'time: time, target: value'), recordsIn)
  const position = new PartitionPosition(rows)
  const decode = await valueDecoder('kafka', { format: 'json' }, (path) => path)
  const given = {
    log: logOf(records, () => end.abort()),
    partition: 4,
    decode,
    rows,
    position,
    batch: 3,
    pace: new Pace(),
    readableTo: 0,
    goingOn: () => {},
    onWait: () => {},
  }
  const reading = new PartitionReading({ ...given, misplaced: () => undefined, ...options }, ledger, end.signal)
  const batches: { rows: number; next: number | undefined }[] = []
  const seen: number[] = []
  for await (const batch of reading.batches) {
    seen.push(...batch.map(({ values }) => values[0]!))
    batches.push({ rows: batch.length, next: reading.position?.next })
  }
  return { batches, ledger, rejects, seen }
}

describe('the reading of a partition', () => {
  it('takes whole records in batches, each once', async () => {
    const { batches, ledger, seen } = await read([0, 1, 3, 4, 4, 3, 9].map((offset) => record(offset)))
    expect(seen).toEqual([0, 1, 3, 4, 9])
    expect(batches).toEqual([
      { rows: 3, next: 4 },
      { rows: 2, next: 10 },
    ])
    expect(ledger.accepted).toBe(5)
  })

  it('ends a batch where outputs have been committed', async () => {
    const { batches } = await read(
      [0, 1, 2, 3, 4, 5].map((offset) => record(offset)),
      { readableTo: 2, batch: 10 },
    )
    expect(batches.map(({ next }) => next)).toEqual([2, 6])
  })

  it('takes few records at first of those whose outputs are yet to be committed', async () => {
    const { batches } = await read(
      Array.from({ length: 90 }, (_, offset) => record(offset)),
      { readableTo: 20, batch: 30 },
    )
    expect(batches.map(({ next }) => next)).toEqual([20, 36, 66, 90])
  })

  it('says at which record each batch begins', async () => {
    const begun: number[] = []
    const options = { readableTo: 2, batch: 3, goingOn: (offset: number) => begun.push(offset) }
    await read(
      [0, 1, 2, 3, 4, 5].map((offset) => record(offset)),
      options,
    )
    expect(begun).toEqual([0, 2, 5])
  })

  it('has no position within a record of many rows', async () => {
    const many = `[${Array.from({ length: 7 }, (_, day) => row(day)).join(',')}]`
    const { batches, seen } = await read([record(0, many), record(8)], { maxBatch: 3 })
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 8])
    expect(batches).toEqual([
      { rows: 3, next: undefined },
      { rows: 3, next: undefined },
      { rows: 2, next: 9 },
    ])
  })

  it('counts a tombstone as skipped, and rejects what is not a row, with its place', async () => {
    const values = [undefined, '', '{"time":', '[]', '7', '{"time":"2024-01-01","value":"x"}', row(6)]
    const given = values.map((value, offset) => ({
      ...record(offset),
      value: value === undefined ? undefined : bytes(value),
    }))
    const { ledger, rejects, seen } = await read(given, { batch: 100 })
    expect(seen).toEqual([6])
    expect(ledger).toMatchObject({ accepted: 1, skipped: 1 })
    expect(rejects.map(({ place }) => place)).toEqual(
      [1, 2, 3, 4, 5].map((offset) => ({ stream: 'readings', partition: 4, offset })),
    )
    expect(rejects.every(({ reason }) => reason.startsWith('expected '))).toBe(true)
  })

  it('waits for a schema as long as it takes, and then takes each row once', async () => {
    let tries = 0
    const waits: string[] = []
    const decode: ValueDecoder = async (value) => {
      if (tries++ < 3) throw new Error('no answer')
      return Buffer.from(value).toString()
    }
    const { seen } = await read([record(0), record(1)], { decode, onWait: ({ message }) => void waits.push(message) })
    expect(seen).toEqual([0, 1])
    expect(waits).toEqual(['no answer', 'no answer'])
    const refused = async () => {
      throw new ConfigError([{ where: 'kafka.registry:', message: 'expected an address' }])
    }
    await expect(read([record(0)], { decode: refused })).rejects.toBeInstanceOf(ConfigError)
  })

  it('rejects rows of another partition', async () => {
    const reason = 'expected another key'
    const { ledger, rejects } = await read([record(0), record(1)], {
      misplaced: (_, { offset }) => (offset === 1 ? reason : undefined),
    })
    expect(ledger).toMatchObject({ accepted: 1, rejected: 1 })
    expect(rejects).toEqual([
      {
        place: { stream: 'readings', partition: 4, offset: 1 },
        record: { key: 'a', timestamp: '1970-01-01T00:00:01.000Z' },
        ...{ key: undefined, reason, raw: row(1) },
      },
    ])
  })

  it('takes the times of the records as times of arrival', async () => {
    const end = new AbortController()
    const rows = new MessageRows('readings', columnsOf('arrival: true, target: value'), recordsIn)
    const decode = await valueDecoder('kafka', { format: 'json' }, (path) => path)
    const log = logOf([record(5), { ...record(6), time: -1 }], () => end.abort())
    const position = new PartitionPosition(rows)
    const options = {
      log,
      partition: 0,
      decode,
      rows,
      position,
      misplaced: () => undefined,
      batch: 9,
      pace: new Pace(),
      readableTo: 0,
      goingOn: () => {},
      onWait: () => {},
    }
    const rejects: Reject[] = []
    const reading = new PartitionReading(options, new Ledger((reject) => rejects.push(reject)), end.signal)
    const came = []
    for await (const batch of reading.arrivals) came.push(...batch)
    expect(came.map(({ at, observation }) => [at, observation!.time])).toEqual([[5000, 5000]])
    expect(rejects).toHaveLength(1)
  })
})
