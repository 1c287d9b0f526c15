import { expect, it } from 'vitest'
import { guessEncoding } from '../../dashboards/drop/guess-encoding.ts'

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

it('is the same however the bytes are split: by the byte order mark, else by the first 262,144 bytes', async () => {
  const latin = (at: number) => Buffer.from(`${'x'.repeat(at)}\u00e9${'x'.repeat(100_000)}`, 'latin1')
  for (const size of [1000, 65_536, 300_000, 1_000_000]) {
    expect(await guessEncoding(cut(latin(262_142), size))).toBe('windows-1252')
    expect(await guessEncoding(cut(latin(262_144), size))).toBe('utf-8')
    expect(await guessEncoding(cut(Buffer.from('\u00e9'.repeat(200_000)), size))).toBe('utf-8')
    expect(await guessEncoding(cut(Buffer.from('\ufeffa', 'utf16le'), size))).toBe('utf-16le')
  }
})
