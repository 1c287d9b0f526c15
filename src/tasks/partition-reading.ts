import type { InputRecord, TaskLog } from '../engine/engine.ts'
import { recordMark } from '../engine/record-mark.ts'
import { ConfigError } from '../errors.ts'
import { Backoff } from '../live/backoff.ts'
import type { MessageRows } from '../live/message-rows.ts'
import { recordFields, recordText } from '../records/record-text.ts'
import type { ValueDecoder } from '../records/value-text.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Came } from '../sources/resampled-reading.ts'
import type { Reading } from '../sources/source.ts'
import { longKey } from './long-key.ts'
import type { Pace } from './pace.ts'
import type { PartitionPosition } from './partition-position.ts'

/** Options of `PartitionReading`. */
export interface PartitionReadingOptions {
  readonly log: TaskLog
  readonly partition: number
  readonly decode: ValueDecoder
  readonly rows: MessageRows
  readonly position: PartitionPosition
  /** Why a row is not in its partition; undefined if it is. */
  readonly misplaced: (row: Observation, record: InputRecord) => string | undefined
  /** Records in a batch, at most. */
  readonly batch: number
  /** Asked for each batch whose outputs are not committed already. */
  readonly pace: Pick<Pace, 'next'>
  /** Observations in a batch, at most. */
  readonly maxBatch?: number | undefined
  /** Offset that a batch which begins before it ends at: the outputs of the rows before are committed already. */
  readonly readableTo: number
  /** Called before the records from an offset on are taken, when the rows before were forecast and written. */
  readonly goingOn: (offset: number) => void
  /** Called with each reason for which the rows have to wait, such as a registry that gives no answer. */
  readonly onWait: (reason: Error) => void
}

/** Milliseconds between two tries to get a schema. */
const delays = { from: 100, to: 15_000 }

/**
 * Reads a partition of the input: whole records between two positions. Rows have the times of their records as times of
 * arrival, so that they are the same whenever they are read.
 */
export class PartitionReading implements Reading {
  readonly fraction = undefined
  readonly failure = undefined
  private readonly options: PartitionReadingOptions
  private readonly ledger: Ledger
  private readonly signal: AbortSignal
  /** Whether a record was taken in part. */
  private within = false

  /** @param signal ends the reading after the batch that was taken */
  constructor(options: PartitionReadingOptions, ledger: Ledger, signal: AbortSignal) {
    this.options = options
    this.ledger = ledger
    this.signal = signal
  }

  get position(): PartitionPosition | undefined {
    return this.within ? undefined : this.options.position
  }

  get warnings(): readonly string[] {
    return this.options.rows.warnings
  }

  get batches(): AsyncIterable<Observation[]> {
    return this.observations()
  }

  /** Observations with the times of their records. To be read instead of `batches`. */
  get arrivals(): AsyncIterable<Came[]> {
    return this.read()
  }

  private async *observations(): AsyncGenerator<Observation[]> {
    for await (const came of this.read()) yield came.flatMap(({ observation }) => observation ?? [])
  }

  private async *read(): AsyncGenerator<Came[]> {
    const {
      options: { log, position },
      signal,
    } = this
    while (!signal.aborted) {
      let next = position.next
      const records = (await log.poll(next, signal)).filter(({ offset }) => {
        // A record can come again.
        const isNew = offset >= next
        if (isNew) next = offset + 1
        return isNew
      })
      for (let at = 0; at < records.length && !signal.aborted; ) {
        const end = this.endOfBatch(records, at)
        this.options.goingOn(records[at]!.offset)
        yield* this.taking(records.slice(at, end))
        at = end
      }
    }
  }

  private endOfBatch(records: readonly InputRecord[], from: number): number {
    const { batch, pace, readableTo } = this.options
    const isNew = records[from]!.offset >= readableTo
    const end = Math.min(records.length, from + (isNew ? Math.min(batch, pace.next()) : batch))
    if (isNew) return end
    const cut = records.findIndex(({ offset }, i) => i > from && offset >= readableTo)
    return cut < 0 ? end : Math.min(end, cut)
  }

  /** Takes records: counts their rows, and yields their observations. */
  private async *taking(records: readonly InputRecord[]): AsyncGenerator<Came[]> {
    const { maxBatch = Number.POSITIVE_INFINITY, position, rows } = this.options
    // No row is counted before all can be: a checkpoint must not fall between them.
    const texts = await this.texts(records)
    if (texts === undefined) return
    let batch: Came[] = []
    for (const [i, record] of records.entries()) {
      this.within = true
      for (const part of rows.partsOf(texts[i]!)) {
        if (batch.length >= maxBatch) {
          yield batch
          batch = []
        }
        const observation = this.counted(rows.decode(part, record.offset, record.time), record)
        if (observation) batch.push({ at: record.time, observation })
      }
      position.next = record.offset + 1
      position.mark = recordMark(record)
      this.within = false
    }
    // Also if it is empty: its rejects are committed.
    yield batch
  }

  /** The records as texts; waits for schemas as long as it takes. Undefined if the reading is to end. */
  private async texts(records: readonly InputRecord[]): Promise<readonly string[] | undefined> {
    const { decode, partition, onWait } = this.options
    const backoff = new Backoff(delays)
    while (!this.signal.aborted) {
      try {
        return await Promise.all(records.map((record) => recordText({ ...record, partition }, decode)))
      } catch (error) {
        if (error instanceof ConfigError) throw error
        onWait(error as Error)
        await backoff.wait(this.signal)
      }
    }
    return undefined
  }

  private counted(row: ReturnType<MessageRows['decode']>, record: InputRecord): Observation | undefined {
    const { ledger } = this
    if (row === 'header') ledger.skip()
    else if (typeof row === 'string') ledger.leaveOut(row)
    else if ('reason' in row) ledger.reject({ ...row, record: recordFields(record) })
    else {
      const reason = longKey(row) ?? this.options.misplaced(row, record)
      if (reason === undefined) {
        ledger.accept(isMissing(row), row.future)
        return row
      }
      ledger.reject({
        place: row.row?.place,
        record: recordFields(record),
        key: row.key,
        reason,
        raw: row.row?.raw ?? '',
      })
    }
    return undefined
  }
}
