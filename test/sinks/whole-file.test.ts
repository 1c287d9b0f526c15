import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WholeFile } from '../../src/sinks/whole-file.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { filesIn, newFolder } from './place.ts'

async function opened(folder: string, keeps = false): Promise<WholeFile> {
  const file = new WholeFile(join(folder, 'out.csv'), 'out.csv', { keeps })
  await file.open()
  return file
}

describe('WholeFile', () => {
  it('appears only when it is complete, and leaves the old file until then', async () => {
    const path = join(newFolder(), 'deep/er/out.csv')
    const file = new WholeFile(path, 'out.csv')
    await file.open()
    await file.write('a'.repeat(100_000))
    await file.write('end')
    expect(existsSync(path)).toBe(false)
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe(`${'a'.repeat(100_000)}end`)

    const again = new WholeFile(path, 'out.csv')
    await again.open()
    await again.write('new')
    expect(readFileSync(path, 'utf8')).toHaveLength(100_003)
    await again.close()
    expect(readFileSync(path, 'utf8')).toBe('new')
  })

  it('leaves nothing behind when it is discarded', async () => {
    const folder = newFolder()
    const file = await opened(folder)
    await file.write('half')
    await file.abort()
    await file.abort()
    expect(readdirSync(folder)).toEqual([])
  })

  it('names the file that cannot be written', async () => {
    const blocked = join(newFolder(), 'file')
    writeFileSync(blocked, '')
    await expect(new WholeFile(join(blocked, 'out.csv'), 'my/out.csv').open()).rejects.toThrow(
      'my/out.csv: expected a file that can be written, got',
    )
  })

  it('reports a folder in its place when it is opened, not at the end', async () => {
    const folder = newFolder()
    await expect(new WholeFile(folder, 'out').open()).rejects.toThrow(
      'out: expected a file that can be written, got a folder; name a file in it',
    )
  })

  it('names the file that could not be replaced, and keeps what is in its place', async () => {
    const folder = newFolder()
    const file = await opened(folder)
    mkdirSync(join(folder, 'out.csv'))
    await expect(file.close()).rejects.toThrow(/^out\.csv: expected a file that can be written, got /)
    await file.abort()
    expect(readdirSync(folder)).toEqual(['out.csv'])
  })

  it('replaces what a link leads to, also if that is not there yet', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'data'))
    symlinkSync('data/real.csv', join(folder, 'out.csv'))
    for (const text of ['first', 'second']) {
      const file = await opened(folder)
      await file.write(text)
      await file.close()
      expect(readlinkSync(join(folder, 'out.csv'))).toBe('data/real.csv')
      expect(filesIn(join(folder, 'data'))).toEqual({ 'real.csv': text })
    }
  })

  it('keeps mode and owner of the file that it replaces', async () => {
    const folder = newFolder()
    const path = join(folder, 'out.csv')
    writeFileSync(path, 'old')
    chmodSync(path, 0o640)
    const before = statSync(path)
    const file = await opened(folder)
    await file.close()
    const { uid, gid, mode, ino } = statSync(path)
    expect([uid, gid, mode]).toEqual([before.uid, before.gid, before.mode])
    expect(ino).not.toBe(before.ino)
  })

  it('is written by one run at a time', async () => {
    const folder = newFolder()
    const first = await opened(folder)
    await expect(opened(folder)).rejects.toThrow('out.csv: expected a file that no other run writes')
    await first.write('first')
    await first.publish()
    // Until it is released, the final file is locked too.
    await expect(opened(folder)).rejects.toThrow('out.csv: expected a file that no other run writes')
    await first.release()
    await (await opened(folder)).abort()
    expect(filesIn(folder)).toEqual({ 'out.csv': 'first' })
  })
})

describe('WholeFile that goes on', () => {
  const position = (file: WholeFile) => file.sync().then(() => snapshot(file))
  /** A run that wrote `a`, took a checkpoint, wrote `b`, and was killed. */
  async function killed(folder: string) {
    const file = await opened(folder, true)
    await file.write('aaa\n')
    const state = await position(file)
    await file.write('bbb\n')
    await file.sync()
    await file.abort()
    return state
  }
  async function goesOn(folder: string, state: Uint8Array, text = 'ccc\n') {
    const file = new WholeFile(join(folder, 'out.csv'), 'out.csv', { keeps: true })
    restore(file, state)
    try {
      await file.open()
      await file.write(text)
      await file.close()
    } finally {
      await file.abort()
    }
  }
  const missing =
    'out.csv: expected the 4 bytes that the checkpoint continues, in it or in out.csv.part, got no such file; put the file back, or start again with --fresh'

  it('cuts the temporary file to its position', async () => {
    const folder = newFolder()
    const state = await killed(folder)
    expect(filesIn(folder)).toEqual({ 'out.csv.part': 'aaa\nbbb\n' })
    await goesOn(folder, state)
    expect(filesIn(folder)).toEqual({ 'out.csv': 'aaa\nccc\n' })
  })

  it('takes the beginning of the final file if there is no temporary one, or one of another run', async () => {
    for (const part of [undefined, 'x', 'xxxxxxx\n']) {
      const folder = newFolder()
      const state = await killed(folder)
      renameSync(join(folder, 'out.csv.part'), join(folder, 'out.csv'))
      if (part !== undefined) writeFileSync(join(folder, 'out.csv.part'), part)
      await goesOn(folder, state)
      expect(filesIn(folder)).toEqual({ 'out.csv': 'aaa\nccc\n' })
      await goesOn(folder, state, 'dddddddd\n')
      expect(filesIn(folder)).toEqual({ 'out.csv': 'aaa\ndddddddd\n' })
    }
  })

  it.each([
    ['was deleted', undefined, missing],
    ['was cut', 'aaa', missing.replace('no such file', 'others there')],
    ['is one of another run', 'bbb\nbbb\n', missing.replace('no such file', 'others there')],
  ])('is refused if the output %s, and changes nothing', async (_, final, message) => {
    const folder = newFolder()
    const state = await killed(folder)
    rmSync(join(folder, 'out.csv.part'))
    if (final !== undefined) writeFileSync(join(folder, 'out.csv'), final)
    const before = filesIn(folder)
    await expect(goesOn(folder, state)).rejects.toThrow(message)
    expect(filesIn(folder)).toEqual(before)
  })

  it('begins again after a run that was killed before its first checkpoint', async () => {
    const folder = newFolder()
    const file = await opened(folder, true)
    const state = await position(file)
    await file.write('aaa\n')
    await file.sync()
    await file.abort()
    await goesOn(folder, state)
    expect(filesIn(folder)).toEqual({ 'out.csv': 'ccc\n' })
  })
})
