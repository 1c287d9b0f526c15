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

describe('decodedText', () => {
  it('gives the same text however its bytes are cut', async () => {
    const text = '\ufeffa€é😀\n'.repeat(7)
    for (let size = 1; size < 9; size++) {
      expect(await decode(new TextEncoder().encode(text), size)).toEqual({ text, problem: undefined })
    }
  })

  it('gives out what stands before a bad byte, and says where that is', async () => {
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

  it('reads other encodings where told to', async () => {
    expect(await decode(new Uint8Array([0x63, 0x61, 0x66, 0xe9]), 3, 'windows-1252')).toMatchObject({ text: 'café' })
    expect(await decode(new Uint8Array([0x61, 0, 0xf1, 0, 0x62, 0]), 1, 'utf-16le')).toMatchObject({ text: 'añb' })
  })
})
