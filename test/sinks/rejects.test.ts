import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rejectLine } from '../../src/series/reject.ts'
import { RejectsFile } from '../../src/sinks/rejects.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { filesIn, placeOf } from './place.ts'

const reject = (line: number) => ({
  place: { file: 'a.csv', line },
  column: 'y',
  reason: 'expected a number, got "x"',
  raw: ['x'],
})

describe('RejectsFile', () => {
  it('writes one object per line, in order of arrival', async () => {
    const place = placeOf()
    const file = new RejectsFile('a', place)
    await file.open()
    file.add(reject(2))
    await file.flush()
    file.add(reject(5))
    expect(await file.close()).toBe(true)
    expect(filesIn(place.folder)).toEqual({ a: rejectLine(reject(2)) + rejectLine(reject(5)) })
  })

  it('creates no file if there is nothing to write, nor if the run is aborted', async () => {
    const place = placeOf()
    for (const live of [false, true]) {
      const none = new RejectsFile('a', { ...place, live })
      await none.open()
      expect(none.empty).toBe(true)
      expect(await none.close()).toBe(false)
    }
    const given = new RejectsFile('b', place)
    await given.open()
    given.add(reject(1))
    await given.flush()
    await given.abort()
    expect(filesIn(place.folder)).toEqual({})
  })

  it('removes the file of an earlier run if nothing was rejected, and leaves it if the run is aborted', async () => {
    const place = placeOf()
    for (const name of ['a', 'a.part']) writeFileSync(join(place.folder, name), 'stale')
    await new RejectsFile('a', place).abort()
    expect(Object.keys(filesIn(place.folder))).toEqual(['a', 'a.part'])
    expect(await new RejectsFile('a', place).close()).toBe(false)
    expect(filesIn(place.folder)).toEqual({})
  })

  it('adds to what an earlier live run rejected, and keeps it', async () => {
    const place = placeOf({ live: true })
    for (const line of [2, 0, 5]) {
      const file = new RejectsFile('a', place)
      await file.open()
      if (line > 0) file.add(reject(line))
      expect(await file.close()).toBe(line > 0)
    }
    expect(filesIn(place.folder)).toEqual({ a: rejectLine(reject(2)) + rejectLine(reject(5)) })
  })

  it('lets only its owner read the rows', async () => {
    for (const live of [false, true]) {
      const place = placeOf()
      const file = new RejectsFile('a', { ...place, live })
      await file.open()
      file.add(reject(1))
      await file.close()
      expect(statSync(join(place.folder, 'a')).mode & 0o777).toBe(0o600)
    }
  })

  it('cuts the texts of a row that is longer than anybody reads', async () => {
    const place = placeOf()
    const file = new RejectsFile('a', place)
    file.add({ reason: 'r'.repeat(3000), raw: 'x'.repeat(100_000) })
    file.add({ reason: 'b', raw: ['1', 'y'.repeat(100_000), 'z'] })
    await file.close()
    const [text, cells] = filesIn(place.folder)
      .a!.trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(text).toEqual({ reason: `${'r'.repeat(2000)}…`, raw: `${'x'.repeat(2000)}…` })
    expect(cells).toEqual({ reason: 'b', raw: ['1', `${'y'.repeat(1998)}…`] })
  })

  it.each([false, true])('only counts the rejects of a file that is large (live: %s)', async (live) => {
    const place = placeOf({ live })
    const file = new RejectsFile('a', place)
    await file.open()
    const long = { reason: 'long', raw: 'x'.repeat(2000) }
    for (let i = 0; i < 9000; i++) {
      file.add(long)
      await file.flush()
    }
    await file.close()
    const lines = filesIn(place.folder).a!.trim().split('\n')
    const { more } = JSON.parse(lines.at(-1)!)
    expect(lines.length - 1 + more).toBe(9000)
    expect(more).toBeGreaterThan(500)
    expect(filesIn(place.folder).a!.length).toBeLessThan(16.1e6)
  })

  it('goes on from a snapshot with the same text', async () => {
    for (const live of [false, true]) {
      const place = placeOf({ live, keeps: true })
      const before = new RejectsFile('a', place)
      await before.open()
      before.add(reject(1))
      await before.sync()
      const state = snapshot(before)
      before.add(reject(2))
      await before.sync()
      await before.abort()
      const after = new RejectsFile('a', place)
      restore(after, state)
      await after.open()
      after.add(reject(3))
      expect(await after.close()).toBe(true)
      // Rows of a live run do not come again.
      const lines = live ? [1, 2, 3] : [1, 3]
      expect(filesIn(place.folder)).toEqual({ a: lines.map((line) => rejectLine(reject(line))).join('') })
    }
  })
})
