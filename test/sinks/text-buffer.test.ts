import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Position } from '../../src/sinks/position.ts'
import { TextBuffer, writesAt } from '../../src/sinks/text-buffer.ts'
import { newFolder } from './place.ts'

describe('TextBuffer', () => {
  it('keeps every character of texts of any length, in order, also while an earlier one is being written', async () => {
    const path = join(newFolder(), 'out.txt')
    const file = await open(path, 'w')
    const position = new Position()
    const buffer = new TextBuffer(
      position,
      writesAt(() => file, position),
    )
    const texts = [1, 60_000, 90_000, 300_000, 5, 87_381, 1].map((length, i) => `${i}é€😀`.repeat(length))
    const flushes: Promise<void>[] = []
    for (const text of texts) {
      const written = buffer.write(text)
      flushes.push(buffer.flush())
      await written
    }
    await Promise.all(flushes)
    await buffer.flush()
    await file.close()
    expect(readFileSync(path, 'utf8') === texts.join('')).toBe(true)
    expect([buffer.size, position.end]).toEqual(Array(2).fill(Buffer.byteLength(texts.join(''))))
  })

  it('writes several texts at once, none of them in parts', async () => {
    const chunks: string[] = []
    const buffer = new TextBuffer(new Position(), async (bytes) => {
      chunks.push(Buffer.from(bytes).toString())
    })
    const line = `${'x'.repeat(1000)}\n`
    for (let i = 0; i < 1000; i++) await buffer.write(line)
    await buffer.flush()
    expect(chunks.every((chunk) => chunk.endsWith('\n'))).toBe(true)
    expect(chunks.length).toBeLessThan(20)
    expect(chunks.join('').length).toBe(1001 * 1000)
  })

  it('counts what is being written: a file is finished by it', async () => {
    let end = () => {}
    const buffer = new TextBuffer(new Position(), () => new Promise<void>((resolve) => (end = resolve)))
    buffer.write('abc\n')
    const flushed = buffer.flush()
    expect(buffer.size).toBe(4)
    end()
    await flushed
    expect(buffer.size).toBe(4)
  })

  it('writes nothing more once a write has failed, since text is missing then', async () => {
    const written: string[] = []
    let full = false
    const buffer = new TextBuffer(new Position(), async (bytes) => {
      if (full) throw new Error('full')
      written.push(Buffer.from(bytes).toString())
    })
    buffer.write('a\n')
    await buffer.flush()
    full = true
    buffer.write('b\n')
    await expect(buffer.flush()).rejects.toThrow('full')
    full = false
    await expect(buffer.write('c\n')).rejects.toThrow('full')
    await expect(buffer.flush()).rejects.toThrow('full')
    expect(written).toEqual(['a\n'])
  })
})
