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
 * UTF-8 if it is valid; else as windows-1252. Browser-safe.
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
  try {
    // As a stream, since the beginning may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(begin, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Zeros at even and at odd offsets. */
function zeros(bytes: Uint8Array): [number, number] {
  const counts: [number, number] = [0, 0]
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) counts[i % 2 === 0 ? 0 : 1]++
  return counts
}
