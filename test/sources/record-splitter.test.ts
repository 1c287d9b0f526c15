import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countLines, RecordSplitter } from '../../src/sources/record-splitter.ts'

/** Pieces of a text that comes in chunks. */
function split(chunks: readonly string[]): { text: string; line: number }[] {
  const splitter = new RecordSplitter(',')
  const pieces = chunks.flatMap((chunk) => splitter.push(chunk))
  const last = splitter.end()
  return last ? [...pieces, last] : pieces
}

describe('RecordSplitter', () => {
  it('emits a record as soon as its line ends, and not before', () => {
    const splitter = new RecordSplitter(',')
    expect(splitter.push('a,b')).toEqual([])
    expect(splitter.push('\n')).toEqual([{ text: 'a,b\n', line: 1 }])
    expect(splitter.push('1,2\n3,')).toEqual([{ text: '1,2\n', line: 2 }])
    expect(splitter.end()).toEqual({ text: '3,', line: 3 })
  })

  it('does not split inside quotes, and counts their lines', () => {
    const splitter = new RecordSplitter(',')
    expect(splitter.push('x,"a\nb')).toEqual([])
    expect(splitter.push('""c"\ny\n')).toEqual([{ text: 'x,"a\nb""c"\ny\n', line: 1 }])
    expect(splitter.push('z\n')).toEqual([{ text: 'z\n', line: 4 }])
  })

  it('treats a quote in the middle of a cell as a plain character', () => {
    const splitter = new RecordSplitter(',')
    expect(splitter.push('5" pipe,1\nnext\n')).toEqual([{ text: '5" pipe,1\nnext\n', line: 1 }])
    expect(splitter.push('an inch "" or two,2\n')).toEqual([{ text: 'an inch "" or two,2\n', line: 3 }])
    expect(splitter.openQuote).toBeUndefined()
  })

  it('reports where an open quote begins', () => {
    const splitter = new RecordSplitter(',')
    splitter.push('a,b\n1,"2\n3')
    expect(splitter.openQuote).toEqual({ line: 2, column: 3, text: '1,"2\n3' })
  })

  it('loses no character and splits only after line ends, however the text arrives', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', '""', '"x\ny"', 'long cell'), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 40 }), (text, sizes) => {
        const chunks: string[] = []
        let at = 0
        for (const size of sizes) {
          chunks.push(text.slice(at, at + size))
          at += size
        }
        chunks.push(text.slice(at))
        const pieces = split(chunks)
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        for (const piece of pieces.slice(0, -1)) expect(piece.text).toMatch(/[\n\r]$/)
      }),
    )
  })
})

describe('countLines', () => {
  it('counts line feeds, carriage returns, and the two together', () => {
    expect([countLines('a\nb\n'), countLines('a\r\nb\r\n'), countLines('a\rb\r'), countLines('a')]).toEqual([
      2, 2, 2, 0,
    ])
    expect(countLines('a\rb\nc\r\n\r')).toBe(4)
  })
})
