import { describe, expect, it } from 'vitest'
import { beginningOf, encodingOf } from '../../src/sources/guess-encoding.ts'

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Big-endian UTF-16. */
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('encodingOf', () => {
  it.each([
    ['utf-8', 'day,y\n2024-01-01,1\n'],
    ['utf-8', '\ufeffJour;Année\n'],
    ['utf-8', ''],
    ['utf-16le', Buffer.from('\ufeffa', 'utf16le')],
    ['utf-16le', Buffer.from('Datum;Größe\n2024-01-01;1\n', 'utf16le')],
    ['utf-16be', swapped('\ufeffa')],
    ['utf-16be', swapped('Datum;Größe\n2024-01-01;1\n')],
    ['windows-1252', Buffer.from('Datum;Gr\xf6\xdfe\n', 'latin1')],
    ['windows-1252', Buffer.from([0x80, 0x2c, 0x31])],
    // 年月日,気温 in Shift_JIS, and "für Öfen" as DOS wrote it.
    ['shift_jis', Buffer.from('944e8c8e93fa2c8b4389b781698190816a', 'hex')],
    ['windows-1252', Buffer.from('66817220996665', 'hex')],
    ['utf-8', 'day,y\n2024-01-01,1\0\n2024-01-02,2\n'],
  ])('is %s for %j', (encoding, content) => {
    expect(encodingOf(typeof content === 'string' ? Buffer.from(content) : content)).toBe(encoding)
  })

  it('is the same however the bytes are split', async () => {
    const latin = (at: number) => Buffer.from(`${'x'.repeat(at)}\u00e9${'x'.repeat(100_000)}`, 'latin1')
    const guess = async (bytes: Uint8Array, size: number) => encodingOf(await beginningOf(cut(bytes, size)))
    for (const size of [1000, 65_536, 300_000, 1_000_000]) {
      expect(await guess(latin(262_142), size)).toBe('windows-1252')
      expect(await guess(latin(262_144), size)).toBe('utf-8')
      expect(await guess(Buffer.from('\u00e9'.repeat(200_000)), size)).toBe('utf-8')
      expect(await guess(Buffer.from('\ufeffa', 'utf16le'), size)).toBe('utf-16le')
    }
  })
})
