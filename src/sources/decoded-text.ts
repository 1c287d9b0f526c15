import { DataError } from '../errors.ts'
import { joined } from './byte-input.ts'

/**
 * Text in chunks, with the number of bytes read so far and in total, before decompression; the total can be unknown.
 */
export interface TextInput extends AsyncIterable<string> {
  readonly bytesRead: number
  readonly bytesTotal: number | undefined
  /** True if the text can be read again from the beginning. */
  readonly repeatable: boolean
}

/**
 * Decodes bytes, chunk by chunk. UTF-8 is checked; the text before an invalid byte is still yielded. A byte order mark
 * may remain. Browser-safe.
 *
 * @param name name of the input, for errors
 * @param encoding a label of the WHATWG encoding standard, such as `utf-8` or `windows-1252`
 * @throws DataError at a byte that is not valid UTF-8
 */
export async function* decodedText(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  encoding: string,
): AsyncGenerator<string> {
  if (!/^utf-?8$/i.test(encoding)) {
    // Always as a stream: without it, Node 20.18 to at least 24.11 reads 0x80–0x9F of windows-1252 as control
    // characters.
    const decoder = new TextDecoder(encoding)
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
    return
  }
  let offset = 0
  let tail = new Uint8Array(0)
  for await (const chunk of bytes) {
    const all = joined(tail, chunk)
    const whole = wholeCharacters(all)
    const text = utf8(all.subarray(0, whole))
    if (text === undefined) {
      const good = goodBytes(all.subarray(0, whole))
      yield utf8(all.subarray(0, good))!
      throw badByte(name, all, good, offset)
    }
    yield text
    // A copy, since a reader may reuse the memory.
    tail = all.slice(whole)
    offset += whole
  }
  if (tail.length > 0) throw badByte(name, tail, 0, offset)
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Decodes complete characters; undefined if one is invalid. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

function badByte(name: string, bytes: Uint8Array, at: number, offset: number): DataError {
  const byte = hex(bytes.subarray(at, at + 1)).toUpperCase()
  return new DataError(
    `${name}: expected UTF-8, got byte 0x${byte} at offset ${offset + at}; set encoding, such as ${encodingOf(bytes, offset + at)}`,
  )
}

/** UTF-16 begins with a mark that is invalid in UTF-8; other text is most often windows-1252. */
function encodingOf(bytes: Uint8Array, at: number): string {
  const mark = at === 0 ? hex(bytes.subarray(0, 2)) : ''
  return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'windows-1252'
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The number of bytes from the first on that are valid UTF-8. */
function goodBytes(bytes: Uint8Array): number {
  let at = 0
  // Binary search: every prefix before the first invalid byte is valid, except for a character cut in two.
  for (let step = bytes.length; step >= 1; step = Math.floor(step / 2)) {
    while (
      at + step <= bytes.length &&
      utf8(bytes.subarray(0, wholeCharacters(bytes.subarray(0, at + step)))) !== undefined
    )
      at += step
  }
  return wholeCharacters(bytes.subarray(0, at))
}

/** Length of the bytes without an incomplete character at the end. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.length - back : bytes.length
    }
    if (byte < 0x80) break
  }
  return bytes.length
}
