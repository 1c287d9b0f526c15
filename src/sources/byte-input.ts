/** Bytes in chunks, decompressed. Browser-safe. */
export interface ByteInput {
  /** Bytes read so far, before decompression. */
  readonly bytesRead: number
  /** Bytes in all, before decompression; undefined if that is not known. */
  readonly bytesTotal: number | undefined
  /** True if the bytes can be read again from the beginning, which those of standard input or a pipe cannot. */
  readonly repeatable: boolean
  /** Reads from the beginning. */
  bytes(): AsyncIterable<Uint8Array>
  /** Reads the bytes from one offset up to another; absent if they are compressed or a stream. */
  readonly slice?: ((from: number, to: number) => Promise<Uint8Array>) | undefined
}

/** A kind of file that is not plain text, by its first bytes. */
export type Packed = 'gzip' | 'zip' | 'ole'

const beginnings: readonly (readonly [Packed, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
]

/** The kind of a file by its first four bytes; undefined for text. */
export const packedAs = (begin: Uint8Array): Packed | undefined =>
  beginnings.find(([, bytes]) => bytes.every((byte, i) => begin[i] === byte))?.[0]

/** Chunks with the first one at least four bytes long, if the input is. */
export async function* withBeginning(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begin: Uint8Array | undefined = new Uint8Array(0)
  for await (const chunk of chunks) {
    if (!begin) {
      yield chunk
      continue
    }
    begin = joined(begin, chunk)
    if (begin.length < 4) continue
    yield begin
    begin = undefined
  }
  if (begin && begin.length > 0) yield begin
}

/** Arrays of bytes one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const filled = parts.filter(({ length }) => length > 0)
  if (filled.length === 1) return filled[0]!
  const all = new Uint8Array(filled.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of filled) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Whether bytes begin with others. */
export const startsWith = (bytes: Uint8Array, begin: Uint8Array): boolean =>
  bytes.length >= begin.length && begin.every((byte, i) => byte === bytes[i])
