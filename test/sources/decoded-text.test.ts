import { describe, expect, it } from 'vitest'
import { decodedText } from '../../src/sources/decoded-text.ts'

/** Decodes bytes that come `size` at a time; the text until a failure, and the failure. */
async function decode(bytes: Uint8Array, size: number, encoding = 'utf-8') {
  async function* chunks() {
    // One piece of memory that is filled again and again, as some readers do.
    const memory = new Uint8Array(size)
    for (let at = 0; at < bytes.length; at += size) {
      const part = bytes.subarray(at, at + size)
      memory.set(part)
      yield memory.subarray(0, part.length)
    }
  }
  let text = ''
  try {
    for await (const piece of decodedText(chunks(), 'name', encoding)) text += piece
  } catch (error) {
    return { text, problem: (error as Error).message }
  }
  return { text, problem: undefined }
}

/** 0x80–0x9F of windows-1252 as the WHATWG encoding standard has them: five of them are control characters. */
const western = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const everyCharacter = Array.from(everyByte, (byte) =>
  byte >= 0x80 && byte < 0xa0 ? western[byte - 0x80]! : String.fromCharCode(byte),
).join('')

describe('decodedText', () => {
  it('yields the same text however its bytes are split', async () => {
    const text = '\ufeffa€é😀\n'.repeat(7)
    for (let size = 1; size < 9; size++) {
      expect(await decode(new TextEncoder().encode(text), size)).toEqual({ text, problem: undefined })
    }
  })

  it('yields everything before an invalid byte, and reports its offset', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('é€ab'), 0xe9, 0x62, 0x62])
    for (let size = 1; size < 9; size++) {
      expect(await decode(bytes, size)).toEqual({
        text: 'é€ab',
        problem: 'name: expected UTF-8, got byte 0xE9 at offset 7; set encoding, such as windows-1252',
      })
    }
    expect((await decode(new Uint8Array([0x61, 0xe2, 0x82]), 2)).problem).toMatch('0xE2 at offset 1')
    expect((await decode(new Uint8Array([0xff, 0xfe, 0x61, 0]), 4)).problem).toMatch('such as utf-16le')
  })

  it.each(['windows-1252', 'latin1', 'iso-8859-1', 'Windows-1252'])(
    'reads each of the 256 bytes of %s, in one chunk and in many',
    async (encoding) => {
      for (const size of [256, 100, 16, 1])
        expect(await decode(everyByte, size, encoding)).toEqual({ text: everyCharacter, problem: undefined })
      // Chunks of nothing but the bytes that Node gets wrong, and a single one of them.
      expect(await decode(everyByte.subarray(0x80, 0xa0), 32, encoding)).toMatchObject({ text: western })
      expect(await decode(Uint8Array.of(0x80), 1, encoding)).toMatchObject({ text: '€' })
    },
  )

  it('reads the other supported encodings', async () => {
    expect(await decode(new Uint8Array([0x63, 0x61, 0x66, 0xe9]), 3, 'windows-1252')).toMatchObject({ text: 'café' })
    expect(await decode(new Uint8Array([0x61, 0, 0xf1, 0, 0x62, 0]), 1, 'utf-16le')).toMatchObject({ text: 'añb' })
  })
})
