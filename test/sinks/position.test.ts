import { readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Position, writeAll } from '../../src/sinks/position.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { newFolder } from './place.ts'

/** A file with this text, and the position after `text` that begins at `start`. */
async function written(content: string, text: string, start = 0) {
  const path = join(newFolder(), 'file')
  writeFileSync(path, content)
  const position = new Position()
  position.beginAt(start)
  position.add(Buffer.from(text.slice(0, 2)))
  position.add(Buffer.from(text.slice(2)))
  return { path, position, file: await open(path, 'r+') }
}

describe('Position', () => {
  it.each([
    ['abcdef', 'abcd', 0, true],
    ['abcd', 'abcd', 0, true],
    ['xxabcdef', 'abcd', 2, true],
    ['abc', 'abcd', 0, false],
    ['abxdef', 'abcd', 0, false],
    ['xabcd', 'abcd', 0, false],
    ['', '', 0, true],
    ['x', '', 2, false],
  ])('in a file with "%s", after "%s" from %i: %s', async (content, text, start, expected) => {
    const { position, file } = await written(content, text, start)
    const again = new Position()
    restore(again, snapshot(position))
    expect(await again.isIn(file)).toBe(expected)
    expect(again.end).toBe(start + text.length)
    await file.close()
  })

  it('passes over bytes that are there', async () => {
    const { position, file } = await written('abcdef', 'ab')
    expect(await position.passOver(file, Buffer.from('cx'))).toBe(0)
    expect(await position.passOver(file, Buffer.from('cd'))).toBe(2)
    expect([position.end, await position.isIn(file)]).toEqual([4, true])
    expect(await position.passOver(file, Buffer.from('efg'))).toBe(0)
    await file.close()
  })

  it('reads and copies more than one chunk', async () => {
    const text = 'é'.repeat(1_200_000)
    const { position, file, path } = await written(`${text}more`, text)
    const copy = await open(`${path}.copy`, 'w')
    expect(await position.isIn(file, copy)).toBe(true)
    await Promise.all([file.close(), copy.close()])
    expect(readFileSync(`${path}.copy`, 'utf8') === text).toBe(true)
  })
})

describe('writeAll', () => {
  it('writes at a place, or at the end', async () => {
    const { file, path } = await written('abcdef', '')
    await writeAll(file, Buffer.from('XY'), 2)
    await file.close()
    const end = await open(path, 'a')
    await writeAll(end, Buffer.from('!'))
    await end.close()
    expect(readFileSync(path, 'utf8')).toBe('abXYef!')
  })
})
