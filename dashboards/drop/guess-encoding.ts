/** Bytes to read, usually enough to contain a letter that is not ASCII. */
const sampledBytes = 262_144

/**
 * Guesses an encoding from the beginning of a text: by its byte order mark, else UTF-8 if it is valid, else
 * windows-1252.
 */
export async function guessEncoding(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let read = 0
  for await (const chunk of bytes) {
    if (read === 0 && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
    if (read === 0 && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
    try {
      decoder.decode(chunk.subarray(0, sampledBytes - read), { stream: true })
    } catch {
      return 'windows-1252'
    }
    read += chunk.length
    if (read >= sampledBytes) break
  }
  return 'utf-8'
}
