import { describe, expect, it } from 'vitest'
import { type Lines, WholeLines } from '../../src/sources/whole-lines.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding))
const textOf = (lines: Lines | undefined, encoding = 'utf-8') => lines && new TextDecoder(encoding).decode(lines.bytes)

/** What comes out of a text that comes in pieces of this size. */
function cut(text: Uint8Array, size: number, encoding = 'utf-8') {
  const lines = new WholeLines(encoding)
  const out: string[] = []
  for (let at = 0; at < text.length; at += size) {
    lines.push(text.subarray(at, at + size))
    for (let line = lines.take(1); line; line = lines.take(1)) out.push(textOf(line, encoding)!)
  }
  return [out, textOf(lines.rest(), encoding)]
}

describe('whole lines', () => {
  it.each([1, 2, 3, 100])('wait for their line ends, in pieces of %i bytes', (size) => {
    expect(cut(bytes('ä1\n\r\nb\nc'), size)).toEqual([['ä1\n', '\r\n', 'b\n'], 'c'])
    // U+0A0A and U+0A00 are no line ends.
    const wide = 'a\u0a0ab\n\u0a00c\nd'
    expect(cut(bytes(wide, 'utf16le'), size, 'utf-16le')).toEqual([['a\u0a0ab\n', '\u0a00c\n'], 'd'])
    const big = Buffer.from(bytes(wide, 'utf16le')).swap16()
    expect(cut(new Uint8Array(big), size, 'utf-16be')).toEqual([['a\u0a0ab\n', '\u0a00c\n'], 'd'])
  })

  it('are as many as asked for, and one with a quote is alone if wanted', () => {
    const lines = new WholeLines('utf-8')
    lines.push(bytes('a\nb\nc\nd\n"e"\nf\n'))
    expect(
      [lines.take(2), lines.take(9, true), lines.take(9, true), lines.take(9), lines.take(9)].map((one) => textOf(one)),
    ).toEqual(['a\nb\n', 'c\nd\n', '"e"\n', 'f\n', undefined])
  })

  it.each(['utf-8', 'utf-16le'])('keep only the beginning of one that is too long, in %s', (encoding) => {
    const wide = encoding === 'utf-8' ? 1 : 2
    const of = (text: string) => bytes(text, wide === 1 ? 'utf8' : 'utf16le')
    const lines = new WholeLines(encoding)
    const chunk = of('x'.repeat(99_999))
    for (let i = 0; i < 100; i++) {
      lines.push(chunk.subarray(0, 7))
      lines.push(chunk.subarray(7))
      expect(lines.take(1)).toBeUndefined()
    }
    lines.push(of('\nnext\n'))
    const long = lines.take(5)!
    expect(long.length).toBe((99_999 * 100 + 1) * wide)
    expect(long.bytes.length).toBeLessThan(5_000_000)
    expect(textOf(long, encoding)!.endsWith('x\n')).toBe(true)
    expect(textOf(lines.take(5), encoding)).toBe('next\n')
  })
})
