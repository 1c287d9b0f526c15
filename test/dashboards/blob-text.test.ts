import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { BlobText } from '../../dashboards/drop/blob-text.ts'
import { beginningOf, encodingOf } from '../../src/sources/guess-encoding.ts'

const text = `time,Größe in €\n${'2024-01-01,1.5\n'.repeat(20_000)}`
const latin = Buffer.from(text.replace('€', '\x80'), 'latin1')
const blob = (bytes: Uint8Array | string) => new Blob([bytes as BlobPart])

async function read(input: BlobText): Promise<string> {
  let all = ''
  for await (const chunk of input) all += chunk
  return all
}

describe('the text of a dropped file', () => {
  it('is decoded and decompressed according to its content, not its name', async () => {
    for (const [bytes, encoding] of [
      [Buffer.from(text), 'utf-8'],
      [latin, 'windows-1252'],
      [Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ] as const) {
      for (const packed of [bytes, gzipSync(bytes)]) {
        expect(encodingOf(await beginningOf(new BlobText(blob(packed), 'a', 'utf-8').bytes()))).toBe(encoding)
        const input = new BlobText(blob(packed), 'a.csv', encoding)
        expect(await read(input)).toBe(text)
        expect([input.bytesRead, input.bytesTotal]).toEqual([packed.length, packed.length])
      }
    }
  })

  it('reports where UTF-8 ends, and which encoding to set', async () => {
    await expect(read(new BlobText(blob(latin), 'a.csv', 'utf-8'))).rejects.toThrow(
      'a.csv: expected UTF-8, got byte 0xF6 at offset 7; set encoding, such as windows-1252',
    )
  })

  it('is refused with a cure if gzip is damaged or there is no text at all', async () => {
    const torn = gzipSync(latin).subarray(0, 300)
    await expect(read(new BlobText(blob(torn), 'a.gz', 'windows-1252'))).rejects.toThrow(
      /^a\.gz: expected a whole gzip file, got ".*" after 300 bytes; download it again, or decompress it first/,
    )
    for (const begin of ['PK\x03\x04', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])])
      await expect(read(new BlobText(blob(begin), 'a.xlsx', 'utf-8'))).rejects.toThrow(
        'a.xlsx: expected a CSV file, got a workbook or an archive; save its sheet as CSV',
      )
  })

  it('can be left in the middle', async () => {
    for (const packed of [latin, gzipSync(latin)]) {
      for await (const chunk of new BlobText(blob(packed), 'a.csv', 'windows-1252')) {
        expect(chunk.startsWith('time,Größe')).toBe(true)
        break
      }
    }
  })
})
