import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodedText } from '../../src/sources/decoded-text.ts'
import { BlobInput } from '../../src/worker/blob-input.ts'

const text = `time,Größe in €\n${'2024-01-01,1.5\n'.repeat(20_000)}`
const latin = Buffer.from(text.replace('€', '\x80'), 'latin1')
const blob = (bytes: Uint8Array | string) => new Blob([bytes as BlobPart])

async function read(input: BlobInput, encoding = 'utf-8'): Promise<string> {
  let all = ''
  for await (const chunk of decodedText(input.bytes(), 'a', encoding)) all += chunk
  return all
}

describe('the bytes of a file in a browser', () => {
  it('are decompressed according to their content, not their name, and can be read again', async () => {
    for (const [bytes, encoding] of [
      [Buffer.from(text), 'utf-8'],
      [latin, 'windows-1252'],
    ] as const) {
      for (const packed of [bytes, gzipSync(bytes)]) {
        const input = new BlobInput(blob(packed), 'a.csv')
        for (let time = 0; time < 2; time++) {
          expect(await read(input, encoding)).toBe(text)
          expect([input.bytesRead, input.bytesTotal]).toEqual([packed.length, packed.length])
        }
      }
    }
  })

  it('are refused with a cure if gzip is damaged, or a workbook is not one', async () => {
    const torn = gzipSync(latin).subarray(0, 300)
    await expect(read(new BlobInput(blob(torn), 'a.gz'), 'windows-1252')).rejects.toThrow(
      /^a\.gz: expected a whole gzip file, got ".*" after 300 bytes; download it again, or decompress it first/,
    )
    await expect(read(new BlobInput(blob('PK\x03\x04'), 'a.xlsx'))).rejects.toThrow(
      /^a\.xlsx: expected a workbook \(\.xlsx\), got a file that is not one/,
    )
  })

  it('can be left in the middle', async () => {
    for (const packed of [latin, gzipSync(latin)]) {
      for await (const chunk of new BlobInput(blob(packed), 'a.csv').bytes()) {
        expect(chunk.length).toBeGreaterThan(4)
        break
      }
    }
  })
})
