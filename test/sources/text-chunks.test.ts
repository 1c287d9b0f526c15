import { getEventListeners } from 'node:events'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TextChunks } from '../../src/sources/text-chunks.ts'
import { fileOf } from './gathered.ts'

const live = new AbortController().signal
async function text(path: string, encoding = 'utf-8', signal = live): Promise<string> {
  let all = ''
  for await (const chunk of new TextChunks(path, 'name', encoding, signal)) all += chunk
  return all
}

describe('TextChunks', () => {
  it('reads a file as text, whatever is split across its chunks', async () => {
    const content = '€uro 😀\n'.repeat(9000)
    expect(await text(fileOf(content))).toBe(content)
    expect(await text(fileOf(gzipSync(content), '.gz'))).toBe(content)
  })

  it('counts the bytes of the file itself', async () => {
    const chunks = new TextChunks(fileOf('abc'), 'name', 'utf-8', live)
    for await (const _ of chunks);
    expect([chunks.bytesRead, chunks.bytesTotal]).toEqual([3, 3])
  })

  it('reports the byte at which a text stops being UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('é'.repeat(20_000)), Buffer.from([0x61, 0xe9, 0x62])])
    await expect(text(fileOf(bytes))).rejects.toThrow(
      'name: expected UTF-8, got byte 0xE9 at offset 40001; set encoding, such as windows-1252',
    )
    await expect(text(fileOf(Buffer.from([0x61, 0xe2, 0x82])))).rejects.toThrow('0xE2 at offset 1')
  })

  it('reads other encodings if configured', async () => {
    expect(await text(fileOf(Buffer.from([0x63, 0x61, 0x66, 0xe9])), 'windows-1252')).toBe('café')
    expect(await text(fileOf(Buffer.from('añb', 'utf16le')), 'utf-16le')).toBe('añb')
  })

  it('reports the end of a truncated gzip file, after yielding its contents', async () => {
    const whole = gzipSync(Array.from({ length: 50_000 }, (_, i) => `row ${i * 7919}`).join('\n'))
    const chunks = new TextChunks(fileOf(whole.subarray(0, whole.length - 2000), '.gz'), 'name', 'utf-8', live)
    let all = ''
    const reading = (async () => {
      for await (const chunk of chunks) all += chunk
    })()
    await expect(reading).rejects.toThrow(
      `name: expected a whole gzip file, got "unexpected end of file" after ${whole.length - 2000} bytes`,
    )
    expect(all).toMatch(/^row 0\nrow 7919\n/)
  })

  it('reads consecutive gzip members and zero padding, and refuses anything else after them', async () => {
    const [a, b] = [gzipSync('one\n'), gzipSync('two\n')]
    const zeros = Buffer.alloc(5)
    expect(await text(fileOf(Buffer.concat([a, b]), '.gz'))).toBe('one\ntwo\n')
    expect(await text(fileOf(Buffer.concat([a, zeros]), '.gz'))).toBe('one\n')
    await expect(text(fileOf(Buffer.concat([a, zeros, b]), '.gz'))).rejects.toThrow(
      `name: expected nothing after the gzip data, which ends at byte ${a.length}, got more at byte ${a.length + 5}; remove it, or download the file again`,
    )
    await expect(text(fileOf(Buffer.concat([a, Buffer.from('more')]), '.gz'))).rejects.toThrow(
      `name: expected a whole gzip file, got "incorrect header check" after ${a.length + 4} bytes`,
    )
  })

  it('releases the signal once it is read, or closed', async () => {
    const { signal } = new AbortController()
    const path = fileOf('abc')
    await text(path, 'utf-8', signal)
    for await (const _ of new TextChunks(path, 'name', 'utf-8', signal)) break
    new TextChunks(path, 'name', 'utf-8', signal)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('yields nothing if it is stopped before it begins', async () => {
    expect(await text(fileOf('abc'), 'utf-8', AbortSignal.abort())).toBe('')
  })

  it('reports a missing file, and a folder', async () => {
    await expect(text('/nowhere/at/all.csv')).rejects.toThrow('name: expected a file to read, got no such file')
    await expect(text('/')).rejects.toThrow('got a folder')
  })
})
