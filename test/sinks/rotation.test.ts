import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AppendedFile } from '../../src/sinks/appended-file.ts'
import { finishedFiles, finishedName, isRotation, nameToFinish, Rotation } from '../../src/sinks/rotation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { zoneOf } from '../../src/time/zone.ts'
import { filesIn, newFolder } from './place.ts'

const hour = 3_600_000
/** Lines of ten bytes, one an hour, from noon of the first day of the year. */
const lines = Array.from({ length: 60 }, (_, i) => ({ text: `{"n":${100 + i}}\n`, time: (12 + i) * hour }))

/** Writes lines; a run that stops early is killed, after a checkpoint that it took `back` lines before. */
async function write(folder: string, rotate: string, from: number, to: number, back = 0, state?: Uint8Array) {
  const file = new AppendedFile(join(folder, 'live.ndjson'), 'live.ndjson', { rotation: new Rotation(rotate) })
  if (state) restore(file, state)
  await file.open()
  let checkpoint: Uint8Array | undefined
  for (let i = from; i < to; i++) {
    if (i === to - back) {
      await file.sync()
      checkpoint = snapshot(file)
    }
    await file.write(lines[i]!.text, lines[i]!.time)
  }
  await file.sync()
  await file.abort()
  return checkpoint
}

describe('Rotation', () => {
  it('knows periods and sizes', () => {
    expect(['1h', '1d', '1mo', '100MB', '0.5 GB', '20kB'].every(isRotation)).toBe(true)
    expect(['', '2d', '1w', '100', '0MB', 'MB', '1 TB', 'constructor'].some(isRotation)).toBe(false)
  })

  it('begins days where their zone does', () => {
    const time = Date.parse('2024-02-28T23:30Z')
    expect(new Rotation('1d').periodOf(time)).toBe('2024-02-28')
    expect(new Rotation('1d', zoneOf('Europe/Berlin')).periodOf(time)).toBe('2024-02-29')
    expect(new Rotation('1h').periodOf(time)).toBe('2024-02-28 23')
    expect(new Rotation('1mo').periodOf(time)).toBe('2024-02')
  })
})

describe('finishedName', () => {
  it('puts period or number before the ending', () => {
    expect(finishedName('/a.b/live.csv', '2024-02-28 23', 1)).toBe('/a.b/live.2024-02-28T23.csv')
    expect(finishedName('/a.b/live', '2024-02', 2)).toBe('/a.b/live.2024-02-2')
    expect(finishedName('live.csv', '', 12)).toBe('live.12.csv')
  })
})

describe('nameToFinish', () => {
  it('is the first that is free', async () => {
    const folder = newFolder()
    const path = join(folder, 'a.csv')
    writeFileSync(path, 'same')
    writeFileSync(join(folder, 'a.1.csv'), 'same')
    expect(await nameToFinish(path, '')).toBe(join(folder, 'a.2.csv'))
    writeFileSync(join(folder, 'a.2.csv'), '')
    expect(await finishedFiles(path, '')).toEqual([1, 2].map((n) => join(folder, `a.${n}.csv`)))
  })
})

describe('a file that is rotated', () => {
  it('ends with the day of its rows', async () => {
    const folder = newFolder()
    await write(folder, '1d', 0, 60)
    const files = filesIn(folder)
    expect(Object.keys(files)).toEqual(['live.1970-01-01.ndjson', 'live.1970-01-02.ndjson', 'live.ndjson'])
    expect(Object.values(files).map((text) => text.length / 10)).toEqual([12, 24, 24])
  })

  it('ends when it is large', async () => {
    const folder = newFolder()
    await write(folder, '0.2kB', 0, 60)
    expect(Object.entries(filesIn(folder)).map(([name, text]) => [name, text.length])).toEqual([
      ['live.1.ndjson', 200],
      ['live.2.ndjson', 200],
      ['live.ndjson', 200],
    ])
  })

  it('repeats the header in each file', async () => {
    const folder = newFolder()
    const file = new AppendedFile(join(folder, 'live.csv'), 'live.csv', { rotation: new Rotation('1d') })
    await file.open()
    file.begin('n\n')
    for (let i = 0; i < 40; i++) await file.write(`${i}\n`, lines[i]!.time)
    await file.close()
    const texts = Object.values(filesIn(folder))
    expect(texts.map((text) => text.split('\n')[0])).toEqual(['n', 'n', 'n'])
    expect(texts.map((text) => text.replace('n\n', '')).join('')).toBe(
      Array.from({ length: 40 }, (_, i) => `${i}\n`).join(''),
    )
  })

  it('never takes the name of another file', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'live.1970-01-01.ndjson'), 'precious')
    await write(folder, '1d', 0, 20)
    expect(Object.keys(filesIn(folder))).toEqual(['live.1970-01-01-2.ndjson', 'live.1970-01-01.ndjson', 'live.ndjson'])
    expect(filesIn(folder)['live.1970-01-01.ndjson']).toBe('precious')
  })

  it('gives a file of an earlier run the day when that wrote it', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'live.ndjson'), '{"n":1}\n')
    utimesSync(join(folder, 'live.ndjson'), 0, new Date('1969-12-30T12:00Z'))
    await write(folder, '1d', 0, 3)
    expect(Object.keys(filesIn(folder))).toEqual(['live.1969-12-30.ndjson', 'live.ndjson'])
  })

  it.each(['1d', '0.2kB', '0.05kB'])('is rotated by %s at the same lines after it was killed', async (rotate) => {
    const whole = newFolder()
    await write(whole, rotate, 0, 60)
    for (const [kill, back] of [
      [4, 3],
      [15, 1],
      [38, 1],
      [59, 3],
    ] as const) {
      const folder = newFolder()
      const state = await write(folder, rotate, 0, kill, back)
      await write(folder, rotate, kill - back, 60, 0, state)
      expect(filesIn(folder)).toEqual(filesIn(whole))
    }
  })

  it.each(['1d', '0.2kB'])('by %s loses no line if it was finished after the checkpoint', async (rotate) => {
    const folder = newFolder()
    const state = await write(folder, rotate, 0, 50, 45)
    const before = filesIn(folder)
    await write(folder, rotate, 50, 60, 0, state)
    expect(filesIn(folder)).toMatchObject({ ...before, 'live.ndjson': expect.any(String) })
    const all = Object.values(filesIn(folder)).join('')
    expect(all.split('\n').sort()).toEqual(
      lines
        .map(({ text }) => text.trim())
        .concat('')
        .sort(),
    )
  })
})
