/** Bytes that are usually enough to contain a letter that is not ASCII. */
const sampledBytes = 262_144

/** The first bytes of a text, from which its encoding is guessed. */
export async function beginningOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const begin = new Uint8Array(sampledBytes)
  let read = 0
  for await (const chunk of bytes) {
    const part = chunk.subarray(0, sampledBytes - read)
    begin.set(part, read)
    read += part.length
    if (read === sampledBytes) break
  }
  return begin.subarray(0, read)
}

/**
 * Guesses the encoding of a text from its beginning: by its byte order mark; by the zeros that ASCII has in UTF-16; as
 * UTF-8 if it is valid; as Shift_JIS if it is valid and cannot be windows-1252; else as windows-1252. Browser-safe.
 *
 * @returns a label of the WHATWG encoding standard
 */
export function encodingOf(begin: Uint8Array): string {
  const [first, second] = begin
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const [even, odd] = zeros(begin)
  if (odd > begin.length / 8 && even < odd / 8) return 'utf-16le'
  if (even > begin.length / 8 && odd < even / 8) return 'utf-16be'
  if (isValid(begin, 'utf-8')) return 'utf-8'
  return isEastAsian(begin) && isValid(begin, 'shift_jis') ? 'shift_jis' : 'windows-1252'
}

function isValid(begin: Uint8Array, encoding: string): boolean {
  try {
    // As a stream, since the beginning may end inside a character.
    new TextDecoder(encoding, { fatal: true }).decode(begin, { stream: true })
    return true
  } catch {
    return false
  }
}

/** True if there are bytes that windows-1252 does not use, and most bytes beyond ASCII are beside another one. */
function isEastAsian(bytes: Uint8Array): boolean {
  let unused = 0
  let runs = 0
  let longRuns = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    if ([0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(bytes[i]!)) unused++
    if (i > 0 && bytes[i - 1]! >= 0x80) continue
    runs++
    if (bytes[i + 1]! >= 0x80) longRuns++
  }
  return unused > 0 && longRuns > 0.5 * runs
}

/** Zeros at even and at odd offsets. */
function zeros(bytes: Uint8Array): [number, number] {
  const counts: [number, number] = [0, 0]
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) counts[i % 2 === 0 ? 0 : 1]++
  return counts
}
