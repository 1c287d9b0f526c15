import { describe, expect, it } from 'vitest'
import { committedRecords, type FetchedRecord } from '../../src/kafka/committed-records.ts'

const control = (value: number) => Buffer.from([0, 0, 0, value])
function record(offset: number, producerId: string | undefined, more: Partial<FetchedRecord> = {}): FetchedRecord {
  const context = { firstOffset: String(offset), lastOffsetDelta: 0, inTransaction: producerId !== undefined }
  return {
    ...{ offset: String(offset), key: null, value: Buffer.from(`${producerId ?? ''}${offset}`), timestamp: '0' },
    ...{ isControlRecord: false, batchContext: { ...context, producerId: producerId ?? '-1' } },
    ...more,
  }
}
const abort = (offset: number, producerId: string) =>
  record(offset, producerId, { isControlRecord: true, key: control(0) })
const commit = (offset: number, producerId: string) =>
  record(offset, producerId, { isControlRecord: true, key: control(1) })
function read(from: number, messages: FetchedRecord[], aborted: [producerId: string, firstOffset: number][] = []) {
  const abortedTransactions = aborted.map(([producerId, first]) => ({ producerId, firstOffset: String(first) }))
  const answer = { partition: 0, lastStableOffset: '99', messages, abortedTransactions }
  const { records, next } = committedRecords(from, answer)
  return { values: records.map(({ value }) => value!.toString()), next }
}

describe('committed records', () => {
  it('are those without a transaction, and those of committed ones', () => {
    const messages = [record(0, undefined), record(1, 'a'), commit(2, 'a'), record(3, 'a'), abort(4, 'a')]
    expect(read(0, messages, [['a', 3]])).toEqual({ values: ['0', 'a1'], next: 5 })
  })

  it('are those after an aborted transaction of the same producer', () => {
    const messages = [record(0, 'a'), abort(1, 'a'), record(2, 'a'), commit(3, 'a')]
    expect(read(0, messages, [['a', 0]]).values).toEqual(['a2'])
  })

  it('leave out two aborted transactions that both began before the first record that was fetched', () => {
    const messages = [record(10, 'b'), record(11, 'a'), record(12, 'c'), abort(13, 'a'), abort(14, 'b')]
    const aborted: [string, number][] = [
      ['b', 7],
      ['a', 3],
    ]
    expect(read(10, messages, aborted)).toEqual({ values: ['c12'], next: 15 })
  })

  it('begin at the offset that was asked for, within a batch', () => {
    const batchContext = { firstOffset: '4', lastOffsetDelta: 5, producerId: '-1', inTransaction: false }
    const messages = [4, 5, 7].map((offset) => record(offset, undefined, { batchContext }))
    expect(read(5, messages)).toEqual({ values: ['5', '7'], next: 10 })
  })

  it('can be of the formats that had no transactions', () => {
    const { batchContext: _, isControlRecord: __, ...old } = record(3, undefined)
    expect(read(0, [old])).toEqual({ values: ['3'], next: 4 })
  })

  it('are missing if only control records were fetched, and reading goes on after them', () => {
    expect(read(2, [commit(2, 'a')])).toEqual({ values: [], next: 3 })
    expect(read(2, [])).toEqual({ values: [], next: 2 })
  })
})
