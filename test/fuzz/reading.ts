import { Readable } from 'node:stream'
import { createGunzip, gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { Ledger, type RowCounts } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'
import { decodedText, type TextInput } from '../../src/sources/decoded-text.ts'
import type { Source } from '../../src/sources/source.ts'
import type { TextPlace } from '../../src/sources/text-source.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** How bytes arrive. */
export interface Arrival {
  readonly encoding: string
  /** Sizes of the chunks, again and again. */
  readonly sizes: readonly number[]
  readonly gz: boolean
}

/** Text as bytes of an encoding; characters that it does not have become question marks. */
export function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'windows-1252')
    return Buffer.from(
      [...text].map((one) => (one < '\x80' || /^[\xa0-\xff]$/.test(one) ? one : '?')).join(''),
      'latin1',
    )
  return Buffer.from(text)
}

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : sizes[i % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

/** A place whose text comes as it is told. */
export function placeOf(bytes: Buffer, { encoding, sizes, gz }: Arrival): TextPlace {
  const open = (): TextInput => {
    const chunks = chunksOf(gz ? gzipSync(bytes) : bytes, sizes)
    const plain = gz
      ? (Readable.from(chunks, { objectMode: false }).pipe(createGunzip()) as AsyncIterable<Buffer>)
      : chunks
    const text = decodedText(plain, 'a', encoding)
    return { bytesRead: 0, bytesTotal: bytes.length, repeatable: true, [Symbol.asyncIterator]: () => text }
  }
  return { strict: false, open }
}

/** What a source gave, and where a reading could go on. */
export interface Read {
  readonly rows: readonly Observation[]
  readonly rejects: readonly Reject[]
  readonly counts: RowCounts
  readonly failure: string | undefined
  readonly stops: readonly Stop[]
}

/** A moment between two batches. */
interface Stop {
  readonly position: Uint8Array
  readonly ledger: Uint8Array
  readonly rows: number
  readonly rejects: readonly Reject[]
}

interface ReadOptions {
  readonly maxBatch?: number
  readonly from?: Uint8Array
  /** The account to go on with. */
  readonly saved?: Uint8Array
  /** Whether rows are put together, so that there are more of them than observations. */
  readonly together?: boolean
}

/** Reads a source to its end. The account is right after each batch. */
async function readAll(source: Source, { maxBatch, from, saved, together = false }: ReadOptions = {}): Promise<Read> {
  const ledger = new Ledger()
  if (saved) restore(ledger, saved)
  const before = ledger.accepted + ledger.imputed
  const rejects: Reject[] = []
  ledger.listen((reject) => rejects.push(reject))
  const reading = source.open(ledger, new AbortController().signal, maxBatch, from)
  const rows: Observation[] = []
  const stops: Stop[] = []
  let last = false
  for await (const batch of reading.batches) {
    if (maxBatch !== undefined && batch.length > maxBatch) throw new Error(`${batch.length} rows in a batch`)
    rows.push(...batch)
    const counted = ledger.accepted + ledger.imputed - before
    if (!together && counted !== rows.length) throw new Error(`${counted} rows were counted, ${rows.length} read`)
    const { position } = reading
    if (position && !last)
      stops.push({ position: snapshot(position), ledger: snapshot(ledger), rows: rows.length, rejects: [...rejects] })
    last = reading.settled ?? false
  }
  return { rows, rejects, counts: ledger.counts, failure: reading.failure?.message, stops }
}

/**
 * Reads a source in one piece, in chunks and batches of any size, and again from moments between two batches; all
 * give the same rows, rejects and counts.
 *
 * @param open a source whose text comes in chunks of these sizes
 * @returns what was read
 */
export async function readInAllWays(
  open: (sizes: readonly number[]) => Source,
  sizes: readonly number[],
  { maxBatch, together = false }: { readonly maxBatch: number; readonly together?: boolean },
): Promise<Read> {
  const { stops: _, ...whole } = await readAll(open([]), { together })
  const { stops, ...cut } = await readAll(open(sizes), { maxBatch, together, from: new Uint8Array(0) })
  expect(cut).toEqual(whole)
  for (const stop of stops.filter((_, i) => i % Math.ceil(stops.length / 6) === 0)) {
    const { stops: _, ...rest } = await readAll(open(sizes), {
      maxBatch,
      together,
      from: stop.position,
      saved: stop.ledger,
    })
    const after = { ...whole, rows: whole.rows.slice(stop.rows) }
    expect({ ...rest, rejects: [...stop.rejects, ...rest.rejects] }).toEqual(after)
  }
  return { ...whole, stops }
}
