import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { dataName } from '../../src/stores/file-names.ts'
import { type Entry, type Manifest, manifestBytes, OtherVersion, parseManifest } from '../../src/stores/manifest.ts'
import { sha256 } from '../../src/stores/sha256.ts'

const entry: Entry = { file: dataName(7), offset: 3, length: 5, sha256: '0123456789abcdef'.repeat(4) }
const manifest = (...keys: string[]): Manifest => ({
  number: 7,
  written: '2026-11-30T01:02:03.004Z',
  entries: new Map(keys.map((key, i) => [key, { ...entry, offset: i }])),
})

/** A manifest with a right hash from any JSON text without its last brace. */
async function sealed(text: string): Promise<Uint8Array> {
  return Buffer.from(`${text},\n"sha256": "${await sha256(Buffer.from(text))}"\n}\n`)
}

describe('a manifest', () => {
  it('is read as it was written, with any keys', async () => {
    const keys = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(keys, async (keys) => {
        const written = manifest(...keys, '__proto__')
        expect(await parseManifest(await manifestBytes(written), 7)).toEqual(written)
      }),
    )
  })

  it.each([0, 1, 999, 1000, 1001, 2000])('is JSON with %i keys', async (count) => {
    const written = manifest(...Array.from({ length: count }, (_, i) => `series/${i}`))
    const bytes = await manifestBytes(written)
    expect(JSON.parse(Buffer.from(bytes).toString()).entries).toHaveLength(count)
    expect(await parseManifest(bytes, 7)).toEqual(written)
  })

  it('is JSON', async () => {
    const text = Buffer.from(await manifestBytes(manifest('a'))).toString()
    expect(JSON.parse(text)).toMatchObject({
      format: 1,
      number: 7,
      entries: [['a', dataName(7), 0, 5, entry.sha256]],
    })
  })

  it('is found to be damaged by any cut, and by a changed bit in any byte', async () => {
    const bytes = await manifestBytes(manifest('series/a', 'series/\ufffd'))
    for (let length = 0; length < bytes.length; length++)
      await expect(parseManifest(bytes.subarray(0, length), 7)).rejects.toThrow(DataError)
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice()
      flipped[at]! ^= 1 << (at % 8)
      await expect(parseManifest(flipped, 7)).rejects.toThrow('its manifest is cut off or altered')
    }
    await expect(parseManifest(Buffer.concat([bytes, Buffer.from('\n')]), 7)).rejects.toThrow(DataError)
  })

  it('is refused under the number of another, in another version, and if it is forged', async () => {
    const bytes = await manifestBytes(manifest('a'))
    await expect(parseManifest(bytes, 8)).rejects.toThrow('its manifest is that of checkpoint 7')
    await expect(parseManifest(await sealed('{"format": 2'), 7)).rejects.toThrow(OtherVersion)
    const forged = (entry: unknown) =>
      sealed(`{"format":1,"number":7,"written":"2026-11-30T01:02:03.004Z","entries":[${JSON.stringify(entry)}]`)
    await parseManifest(await forged(['a', dataName(7), 0, 0, entry.sha256]), 7)
    for (const wrong of [
      ['a', '../../etc/passwd', 0, 0, entry.sha256],
      ['a', dataName(7), -1, 0, entry.sha256],
      ['a', dataName(7), 0, 1e300, entry.sha256],
      ['a', dataName(7), 0, 0, 'x'],
      ['a'],
      {},
    ])
      await expect(parseManifest(await forged(wrong), 7)).rejects.toThrow('its manifest is not of this format')
    await expect(parseManifest(await sealed('{"format": 1, '), 7)).rejects.toThrow(DataError)
  })
})
