import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { InputBytes } from '../../src/sources/input-bytes.ts'
import { fileOf } from './gathered.ts'
import { workbookOf } from './workbooks.ts'

const live = new AbortController().signal
async function textOf(input: InputBytes): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of input.bytes()) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('InputBytes', () => {
  it('recognises gzip and workbooks by their content, whatever their name', async () => {
    const inputs = ['a,b\n', gzipSync('a,b\n'), await workbookOf([['a', 'b']])]
    for (const content of inputs) expect(await textOf(new InputBytes(fileOf(content), 'f', live))).toBe('a,b\n')
  })

  it('reads short and empty files', async () => {
    for (const content of ['', 'a', 'ab\n'])
      expect(await textOf(new InputBytes(fileOf(content), 'f', live))).toBe(content)
  })

  it('reads a file again from the beginning, and counts its bytes once', async () => {
    const input = new InputBytes(fileOf('abc'), 'f', live)
    for (const _ of [1, 2]) expect(await textOf(input)).toBe('abc')
    expect([input.bytesRead, input.bytesTotal, input.repeatable]).toEqual([3, 3, true])
    expect(new InputBytes('-', '-', live).repeatable).toBe(false)
  })
})
