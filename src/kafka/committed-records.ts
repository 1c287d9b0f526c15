import type { IHeaders } from 'kafkajs'

/** A record as kafkajs decodes it. */
export interface FetchedRecord {
  readonly offset: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly timestamp: string
  readonly headers?: IHeaders
  readonly isControlRecord?: boolean
  /** What all records of a batch have in common; absent in the formats before Kafka 0.11, which had no transactions. */
  readonly batchContext?: {
    readonly firstOffset: string
    readonly lastOffsetDelta: number
    readonly producerId: string
    readonly inTransaction: boolean
  }
}

/** What a broker answered for one partition. */
export interface FetchedPartition {
  readonly partition: number
  readonly lastStableOffset: string
  readonly abortedTransactions?: readonly { readonly producerId: string; readonly firstOffset: string }[] | null
  readonly messages: readonly FetchedRecord[]
}

/** The first number of the key of a control record: version 0, abort. */
const abortMarker = Buffer.from([0, 0, 0, 0])

/**
 * The records of committed transactions and of none, from an offset on. As Kafka's own consumer does it
 * (`CompletedFetch`): all transactions that begin up to the end of a batch are known before its records are read.
 *
 * @returns the records, and the offset after everything that was fetched
 */
export function committedRecords(
  from: number,
  { messages, abortedTransactions }: FetchedPartition,
): { readonly records: readonly FetchedRecord[]; readonly next: number } {
  const coming = [...(abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset) - Number(b.firstOffset))
  const aborted = new Set<string>()
  const records: FetchedRecord[] = []
  let next = from
  for (const message of messages) {
    const { batchContext, isControlRecord, key } = message
    const end = lastOffset(message)
    while (coming.length > 0 && Number(coming[0]!.firstOffset) <= end) aborted.add(coming.shift()!.producerId)
    next = Math.max(next, end + 1)
    if (isControlRecord) {
      if (key?.equals(abortMarker)) aborted.delete(batchContext!.producerId)
      continue
    }
    if (batchContext?.inTransaction && aborted.has(batchContext.producerId)) continue
    if (Number(message.offset) >= from) records.push(message)
  }
  return { records, next }
}

/** Offset of the last record of the batch of a record, which compaction may have removed. */
function lastOffset({ offset, batchContext }: FetchedRecord): number {
  return batchContext === undefined ? Number(offset) : Number(batchContext.firstOffset) + batchContext.lastOffsetDelta
}
