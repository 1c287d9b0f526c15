import { DataError } from '../errors.ts'
import { FollowReading } from './follow-reading.ts'
import { isAddress } from './is-address.ts'
import type { LineFormat } from './reader.ts'
import { resamplingOf } from './resample-options.ts'
import { ResampledReading } from './resampled-reading.ts'
import type { Columns } from './row-decoder.ts'
import type { Source, SourcePlace } from './source.ts'
import { columnsOf, type TextOptions } from './text-source.ts'

/**
 * A source of the rows of a file and of those that are added to it.
 *
 * @param whole reads the file as it is now
 * @param begin makes the format for a reading
 */
export function followedSource(
  options: TextOptions & { readonly encoding: string },
  { onHeader, resolve, strict, tell }: SourcePlace,
  whole: Source,
  begin: (name: string, columns: Columns) => LineFormat,
): Source {
  const { encoding, path: name } = options
  const columns = { ...columnsOf(options), live: true, onHeader }
  const resampling = resamplingOf(options)
  return {
    ...whole,
    open(ledger, signal, maxBatch, from) {
      const path = resolve(name)
      if (path === '-' || isAddress(path)) throw new DataError(`${name}: expected a file to follow, got ${what(path)}`)
      const read = (from: Uint8Array | undefined) => {
        const place = { name, path, encoding, strict, maxBatch, from, tell }
        return new FollowReading(place, () => begin(name, columns), ledger, signal)
      }
      return resampling ? new ResampledReading({ resampling, maxBatch, from }, ledger, signal, read) : read(from)
    },
    async peek(rows) {
      const first = await whole.peek(rows).catch((error) => {
        if (error instanceof DataError) return undefined
        throw error
      })
      return first && first.length >= fewest ? first : undefined
    },
  }
}

const what = (path: string) => (path === '-' ? 'standard input' : 'an address')

/** Rows from which on the cadence is guessed: a file that has just been begun may not show it. */
const fewest = 10
