/** Bytes of text, enough to meet the first letter that is not ASCII. */
const looked = 262_144

/** The encoding that the beginning of a text shows: by its mark, else UTF-8 where it is that, else what Western Windows writes. */
export async function guessEncoding(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let seen = 0
  for await (const chunk of bytes) {
    if (seen === 0 && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
    if (seen === 0 && chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
    try {
      // No further, however much comes at once.
      decoder.decode(chunk.subarray(0, looked - seen), { stream: true })
    } catch {
      return 'windows-1252'
    }
    seen += chunk.length
    if (seen >= looked) break
  }
  return 'utf-8'
}
