import type { MessageOptions } from '../live/live-columns.ts'
import { MessageRows } from '../live/message-rows.ts'
import { recordsIn } from '../records/record-text.ts'
import { resamplingOf } from '../sources/resample-options.ts'
import { ResampledReading } from '../sources/resampled-reading.ts'
import type { Source } from '../sources/source.ts'
import { restore } from '../state/restore.ts'
import { PartitionPosition } from './partition-position.ts'
import { PartitionReading, type PartitionReadingOptions } from './partition-reading.ts'

/** What a partition is read with. */
export interface PartitionSourceOptions
  extends Omit<PartitionReadingOptions, 'rows' | 'position' | 'maxBatch' | 'readableTo'> {
  /** Aborted to end the reading after the batch that was taken. */
  readonly stop: AbortSignal
  readonly readableTo: () => number
  /** Called with the position that reading keeps up to date. */
  readonly opened: (position: PartitionPosition) => void
}

/**
 * A source as it is in a task: of one partition, without a clock. Windows of time are complete when rows say so.
 *
 * @param source of the pipeline
 * @param columns its options
 */
export const partitionSource = (source: Source, columns: MessageOptions, options: PartitionSourceOptions): Source => ({
  ...source,
  open(ledger, signal, maxBatch, from) {
    const ends = AbortSignal.any([signal, options.stop])
    const begin = (from: Uint8Array | undefined, maxBatch?: number) => {
      const rows = new MessageRows(source.name, columns, recordsIn)
      const position = new PartitionPosition(rows)
      if (from && from.length > 0) restore(position, from)
      options.opened(position)
      return new PartitionReading(
        { ...options, rows, position, maxBatch, readableTo: options.readableTo() },
        ledger,
        ends,
      )
    }
    const resampling = resamplingOf(columns)
    // No window may wait for a next batch: readers have all outputs of the rows before a position.
    return resampling
      ? new ResampledReading({ resampling, from }, ledger, signal, (from) => begin(from))
      : begin(from, maxBatch)
  },
})
