import { describe, expect, it } from 'vitest'
import { TextParts } from '../../src/look/text-parts.ts'
import { bytesOf } from './bytes-of.ts'

const sizes = { whole: 1000, part: 100 }
const lines = Array.from({ length: 300 }, (_, n) => `zeile ä ${n}\n`)
const text = lines.join('')

async function read(parts: TextParts) {
  let begin = ''
  for await (const chunk of parts.beginning()) begin += chunk
  return { begin, rest: await parts.rest(), whole: parts.whole, share: parts.share }
}

describe('TextParts', () => {
  it('reads a small text whole', async () => {
    const small = text.slice(0, 500)
    expect(await read(new TextParts('a', bytesOf(small), 'utf-8', sizes))).toEqual({
      begin: small,
      rest: [],
      whole: true,
      share: 1,
    })
  })

  it('reads whole lines of the beginning, the middle and the end of a large one', async () => {
    const { begin, rest, whole, share } = await read(new TextParts('a', bytesOf(text), 'utf-8', sizes))
    expect([whole, share]).toEqual([false, 300 / Buffer.byteLength(text)])
    expect(text.startsWith(begin)).toBe(true)
    expect(text.endsWith(rest[1]!)).toBe(true)
    for (const part of [begin, ...rest]) {
      const own = part.split('\n').slice(0, -1)
      expect(own.length).toBeGreaterThan(3)
      for (const line of own) expect(lines).toContain(`${line}\n`)
    }
  })

  it('reads only the beginning of a large text that cannot be cut into parts', async () => {
    const bytes = Buffer.from(text, 'utf16le')
    const { begin, rest, whole, share } = await read(new TextParts('a', bytesOf(bytes, 500), 'utf-16le', sizes))
    expect(text.startsWith(begin)).toBe(true)
    expect([rest, whole, begin.endsWith('\n')]).toEqual([[], false, true])
    expect(begin.length).toBeGreaterThan(1200)
    expect(share).toBeCloseTo(2500 / bytes.length)
  })

  it('reads only the beginning of a large text if its parts would mean nothing', async () => {
    const { begin, rest, whole } = await read(new TextParts('a', bytesOf(text, 500), 'utf-8', { whole: 1000, part: 0 }))
    expect([text.startsWith(begin), begin.length > 900, rest, whole]).toEqual([true, true, [], false])
  })
})
