import { describe, expect, it } from 'vitest'
import { joined, packedAs, withBeginning } from '../../src/sources/byte-input.ts'

async function* chunksOf(...chunks: readonly number[][]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Uint8Array.from(chunk)
}

async function lengths(...chunks: readonly number[][]): Promise<number[]> {
  const found: number[] = []
  for await (const chunk of withBeginning(chunksOf(...chunks))) found.push(chunk.length)
  return found
}

describe('packedAs', () => {
  it('recognises files that are not text', () => {
    expect(packedAs(Uint8Array.of(0x1f, 0x8b, 8, 0))).toBe('gzip')
    expect(packedAs(Uint8Array.of(0x50, 0x4b, 3, 4))).toBe('zip')
    expect(packedAs(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0))).toBe('ole')
    expect(packedAs(new TextEncoder().encode('PK, 1'))).toBeUndefined()
    expect(packedAs(new Uint8Array(0))).toBeUndefined()
  })
})

describe('withBeginning', () => {
  it('joins the first chunks until there are four bytes', async () => {
    expect(await lengths([1], [2, 3], [], [4, 5], [6])).toEqual([5, 1])
    expect(await lengths([1, 2, 3, 4], [5])).toEqual([4, 1])
  })

  it('yields a shorter input, and nothing for an empty one', async () => {
    expect(await lengths([1], [2])).toEqual([2])
    expect(await lengths()).toEqual([])
  })
})

it('joins bytes', () => {
  expect([...joined(Uint8Array.of(1, 2), Uint8Array.of(3))]).toEqual([1, 2, 3])
})
