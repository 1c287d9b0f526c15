import { mkdirSync, readFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppendedFile } from '../../src/sinks/appended-file.ts'
import type { AppendedFileOptions } from '../../src/sinks/out.ts'
import { WholeFile } from '../../src/sinks/whole-file.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { until } from '../until.ts'
import { filesIn, newFolder } from './place.ts'

const at = (folder: string) => join(folder, 'out.csv')

/** An open file; `state` is that of the checkpoint to go on from. */
async function opened(folder: string, options: AppendedFileOptions = {}, state?: Uint8Array): Promise<AppendedFile> {
  const file = new AppendedFile(at(folder), 'out.csv', options)
  if (state) restore(file, state)
  await file.open()
  return file
}

async function run(folder: string, text: string, options: AppendedFileOptions = {}, header = 'a,b\n') {
  const file = await opened(folder, options)
  file.begin(header)
  try {
    await file.write(text)
    await file.close()
  } finally {
    await file.abort()
  }
}

describe('AppendedFile', () => {
  it('can be read while the run goes on, and holds whole lines', async () => {
    const folder = newFolder()
    const file = await opened(folder)
    file.begin('a,b\n')
    await file.write('1,2\n')
    await until(() => filesIn(folder)['out.csv'] !== '', 'a line')
    expect(filesIn(folder)).toEqual({ 'out.csv': 'a,b\n1,2\n' })
    await file.abort()
  })

  it('keeps what was written, whatever becomes of the run', async () => {
    const folder = newFolder()
    const file = await opened(folder)
    file.begin('a,b\n')
    await file.write('1,2\n')
    await file.abort()
    expect(filesIn(folder)).toEqual({ 'out.csv': 'a,b\n1,2\n' })
  })

  it('adds to what earlier runs wrote, with one header', async () => {
    const folder = newFolder()
    for (const text of ['1,2\n', '3,4\n', '5,6\n']) await run(folder, text)
    expect(filesIn(folder)).toEqual({ 'out.csv': 'a,b\n1,2\n3,4\n5,6\n' })
  })

  it('replaces it only if the run starts again', async () => {
    const folder = newFolder()
    writeFileSync(at(folder), 'other text')
    await run(folder, '1,2\n', { fresh: true })
    expect(filesIn(folder)).toEqual({ 'out.csv': 'a,b\n1,2\n' })
  })

  it.each([
    ['a,b\n1,2\n3,', 'a,b\n1,2\n5,6\n', 2],
    ['a,', 'a,b\n5,6\n', 2],
  ])('cuts half a line at the end of "%s", and says so', async (before, after, bytes) => {
    const folder = newFolder()
    writeFileSync(at(folder), before)
    const warnings: string[] = []
    await run(folder, '5,6\n', { warn: (warning) => warnings.push(warning) })
    expect(filesIn(folder)).toEqual({ 'out.csv': after })
    expect(warnings).toEqual([`out.csv: half a line at its end was cut off (${bytes} bytes)`])
  })

  it.each([
    ['a,c\n1,2\n', 'a,b\n', '"a,c"'],
    ['a', 'x,y\n', '"a"'],
    ['a,b\n', '', '"a,b"'],
    ['PK\u0003\u0004', 'a,b\n', '"PK\\u0003\\u0004"'],
  ])('does not add to a file that begins with %j lines that begin with %j', async (before, header, got) => {
    const folder = newFolder()
    writeFileSync(at(folder), before)
    await expect(run(folder, '1,2\n', {}, header)).rejects.toThrow(
      `out.csv: expected ${header === '' ? 'lines of JSON' : `the columns ${header.trim()}`} in the file to append to, got ${got}; name another file, or replace it with --fresh`,
    )
    expect(filesIn(folder)).toEqual({ 'out.csv': before })
  })

  it('leaves no file if nothing was written, and leaves one that it did not create as it is', async () => {
    const folder = newFolder()
    await (await opened(folder)).close()
    expect(filesIn(folder)).toEqual({})
    for (const before of ['', 'half a li']) {
      writeFileSync(at(folder), before)
      await (await opened(folder)).close()
      expect(filesIn(folder)).toEqual({ 'out.csv': before })
    }
    const file = await opened(join(folder, 'new'))
    writeFileSync(join(folder, 'other'), 'of somebody else')
    renameSync(join(folder, 'other'), at(join(folder, 'new')))
    await file.close()
    expect(filesIn(join(folder, 'new'))).toEqual({ 'out.csv': 'of somebody else' })
  })

  it('creates a file only with the first text if it may be missing', async () => {
    const folder = newFolder()
    const file = await opened(folder, { isLazy: true })
    await file.sync()
    expect(filesIn(folder)).toEqual({})
    await file.write('{}\n')
    await file.close()
    expect(filesIn(folder)).toEqual({ 'out.csv': '{}\n' })
  })

  it('keeps another run out, whether that adds lines or replaces the file', async () => {
    const folder = newFolder()
    const file = await opened(folder)
    const refusal = 'out.csv: expected a file that no other run writes'
    await expect(opened(folder)).rejects.toThrow(refusal)
    await expect(new WholeFile(at(folder), 'out.csv').open()).rejects.toThrow(refusal)
    await file.close()
    const whole = new WholeFile(at(folder), 'out.csv')
    await whole.open()
    await expect(opened(folder)).rejects.toThrow(refusal)
    await whole.abort()
  })

  it('follows a link, and refuses a folder', async () => {
    const folder = newFolder()
    symlinkSync('real.csv', at(folder))
    await run(folder, '1,2\n')
    expect(filesIn(folder)['real.csv']).toBe('a,b\n1,2\n')
    mkdirSync(join(folder, 'deep/out.csv'), { recursive: true })
    await expect(opened(join(folder, 'deep'))).rejects.toThrow('got a folder; name a file in it')
  })

  it('goes on in a new file if somebody moves it away, and at the end if somebody empties it', async () => {
    const folder = newFolder()
    const file = await opened(folder)
    file.begin('a,b\n')
    await file.write('1,2\n')
    await file.sync()
    renameSync(at(folder), join(folder, 'moved.csv'))
    await file.write('3,4\n')
    await file.sync()
    expect(filesIn(folder)).toEqual({ 'moved.csv': 'a,b\n1,2\n', 'out.csv': 'a,b\n3,4\n' })
    truncateSync(at(folder))
    await file.write('5,6\n')
    await file.sync()
    const state = snapshot(file)
    await file.write('7,8\n')
    await file.close()
    expect(readFileSync(at(folder), 'utf8')).toBe('5,6\n7,8\n')
    await (await opened(folder, {}, state)).close()
    expect(readFileSync(at(folder), 'utf8')).toBe('5,6\n7,8\n')
  })
})

describe('AppendedFile that goes on', () => {
  /** A run that added a line, took a checkpoint, added another, and was killed. */
  async function killed(folder: string) {
    const file = await opened(folder)
    file.begin('a,b\n')
    await file.write('1,2\n')
    await file.sync()
    const state = snapshot(file)
    await file.write('3,4\n')
    await file.sync()
    await file.abort()
    return state
  }
  async function goesOn(folder: string, state: Uint8Array, text = '5,6\n') {
    const warnings: string[] = []
    const file = await opened(folder, { warn: (warning) => warnings.push(warning) }, state)
    file.begin('a,b\n')
    await file.write(text)
    await file.close()
    return warnings
  }

  it.each(['', 'a,b\n0,0\n'])('keeps the lines after the checkpoint, after "%s"', async (before) => {
    const folder = newFolder()
    if (before !== '') writeFileSync(at(folder), before)
    const state = await killed(folder)
    expect(await goesOn(folder, state)).toEqual([])
    expect(filesIn(folder)).toEqual({ 'out.csv': `${before || 'a,b\n'}1,2\n3,4\n5,6\n` })
  })

  it.each(['3,4\n', '3,4\n5,6\n'])('does not repeat them if their rows come again: %j', async (text) => {
    const folder = newFolder()
    const state = await killed(folder)
    writeFileSync(at(folder), 'half', { flag: 'a' })
    await goesOn(folder, state, text)
    expect(filesIn(folder)).toEqual({ 'out.csv': `a,b\n1,2\n${text}` })
  })

  it('does not repeat them after another kill between them', async () => {
    const folder = newFolder()
    const first = await killed(folder)
    writeFileSync(at(folder), '5,6\n', { flag: 'a' })
    const file = await opened(folder, {}, first)
    file.begin('a,b\n')
    await file.write('3,4\n')
    await file.sync()
    const second = snapshot(file)
    await file.abort()
    await goesOn(folder, second, '5,6\n7,8\n')
    expect(filesIn(folder)).toEqual({ 'out.csv': 'a,b\n1,2\n3,4\n5,6\n7,8\n' })
  })

  it('begins a new file if that one was moved away, and says so', async () => {
    const folder = newFolder()
    const state = await killed(folder)
    renameSync(at(folder), join(folder, 'moved.csv'))
    expect(await goesOn(folder, state)).toEqual([
      'out.csv: a new file, since what the checkpoint continues was moved away',
    ])
    expect(filesIn(folder)).toEqual({ 'moved.csv': 'a,b\n1,2\n3,4\n', 'out.csv': 'a,b\n5,6\n' })
  })

  it('is refused if the file holds something else, and changes nothing', async () => {
    for (const other of ['a,b\n1,9\n3,4\n', 'a,b\n']) {
      const folder = newFolder()
      const state = await killed(folder)
      writeFileSync(at(folder), other)
      await expect(goesOn(folder, state)).rejects.toThrow(
        'out.csv: expected the 8 bytes that the checkpoint continues, got others; move the file away, or start again with --fresh',
      )
      expect(filesIn(folder)).toEqual({ 'out.csv': other })
    }
  })

  it('does not repeat what came after a checkpoint before the first line', async () => {
    const folder = newFolder()
    writeFileSync(at(folder), 'a,b\n0,0\n')
    const file = await opened(folder)
    file.begin('a,b\n')
    const state = snapshot(file)
    await file.write('1,2\n')
    await file.close()
    await goesOn(folder, state, '1,2\n5,6\n')
    expect(filesIn(folder)).toEqual({ 'out.csv': 'a,b\n0,0\n1,2\n5,6\n' })
  })
})
