import { writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { KnownLines } from '../../src/sinks/known-lines.ts'
import { Position } from '../../src/sinks/position.ts'
import { filesIn, newFolder } from './place.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const file of opened.splice(0)) await file.close()
})

/** A checkpoint after `a\n` in the first file of a folder; the last one is the present file. */
async function known(files: Record<string, string>) {
  const folder = newFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const position = new Position()
  position.add(Buffer.from('n\na\n'))
  const lines = new KnownLines(join(folder, 'f.csv'), position)
  const present: FileHandle = await open(join(folder, 'f.csv'), 'r+')
  opened.push(lines, present)
  return { lines, present, position, folder }
}

describe('KnownLines', () => {
  it('are those after the position in the present file, without half a line', async () => {
    const { lines, present, position, folder } = await known({ 'f.csv': 'n\na\nb\nc\nhal' })
    await lines.begin(present)
    expect(filesIn(folder)).toEqual({ 'f.csv': 'n\na\nb\nc\n' })
    expect([lines.any, lines.end]).toEqual([true, 8])
    expect(await lines.passOver(present, 'b\n')).toBe('')
    expect(position.end).toBe(6)
    expect(await lines.passOver(present, 'c\nd\n')).toBe('d\n')
    expect([lines.any, position.end]).toEqual([false, 8])
  })

  it('end when another line comes', async () => {
    const { lines, present, position } = await known({ 'f.csv': 'n\na\nb\nc\n' })
    await lines.begin(present)
    expect(await lines.passOver(present, 'x\n')).toBe('x\n')
    expect([lines.any, position.start]).toEqual([false, 8])
  })

  it('go on in the files that were finished, and then in the present one', async () => {
    const { lines, present, position } = await known({
      'f.1.csv': 'n\na\nb\n',
      'f.2.csv': 'n\nc\nd\n',
      'f.csv': 'n\ne\nf\n',
    })
    expect(await lines.beginFinished('')).toBe(true)
    const places: unknown[] = []
    for (const text of ['b\n', 'c\n', 'd\n', 'e\n']) {
      places.push(await lines.passOverFinished(present, 'n\n', text, ''))
    }
    expect(places).toEqual(['same', 'next', 'same', 'present'])
    expect([lines.areFinished, lines.any, position.end]).toEqual([false, true, 0])
  })

  it('begin the present file if that is empty or has half a line, and else are at their end', async () => {
    for (const [text, place] of [
      ['', 'present'],
      ['n\nx', 'present'],
      ['n\ne\n', undefined],
    ] as const) {
      const { lines, present } = await known({ 'f.1.csv': 'n\na\nb\n', 'f.csv': text })
      await lines.beginFinished('')
      expect(await lines.passOverFinished(present, 'n\n', 'xy\n', '')).toBe(place)
      expect(lines.areFinished).toBe(false)
    }
  })

  it('are not looked for in finished files that hold something else', async () => {
    const { lines, folder } = await known({ 'f.1.csv': 'n\nx\nb\n', 'f.csv': '' })
    expect(await lines.beginFinished('')).toBe(false)
    writeFileSync(join(folder, 'f.2.csv'), 'n\na\nb\n')
    expect(await lines.beginFinished('')).toBe(true)
  })
})
