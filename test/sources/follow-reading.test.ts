import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { until } from '../until.ts'
import { Following, lines, newFolder, numbers } from './following.ts'

const header = 't,y\n'
const fileIn = (folder = newFolder()) => join(folder, 'rows.csv')

describe('a file that is followed', () => {
  it('is read from its first row, then row by row as lines are completed', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 5))
    const following = await new Following(path).rows(5)
    appendFileSync(path, lines(6, 6))
    await following.rows(6)
    appendFileSync(path, lines(7, 7).slice(0, -2))
    appendFileSync(path, '4\n')
    await following.rows(7)
    expect((await following.stop()).values).toEqual([1, 2, 3, 4, 5, 6, 4])
  })

  it('is waited for if it does not exist yet, nor its folder', async () => {
    const folder = newFolder()
    const path = join(folder, 'later/rows.csv')
    const following = new Following(path)
    await until(() => following.told.length > 0, 'a notice')
    mkdirSync(join(folder, 'later'))
    writeFileSync(path, header + lines(1, 2))
    await following.rows(2)
    expect((await following.stop()).told).toEqual(['FILE does not exist yet: waiting for it'])
  })

  it('is read to its end if it is renamed and another begun, also its last line without a line end', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 2))
    const following = await new Following(path).rows(2)
    renameSync(path, `${path}.1`)
    appendFileSync(`${path}.1`, lines(3, 4).slice(0, -1))
    await following.rows(3)
    writeFileSync(path, '')
    writeFileSync(path, header + lines(5, 6))
    // The header of the second file is a row that was skipped.
    await following.rows(7)
    expect([following.values, following.ledger.skipped]).toEqual([numbers(1, 6), 1])
    await following.stop()
    expect(following.told).toEqual([])
  })

  it('may be followed by one without a header, and by one with the columns in another order', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 2))
    const following = await new Following(path).rows(2)
    renameSync(path, `${path}.1`)
    writeFileSync(path, lines(3, 4))
    await following.rows(4)
    renameSync(path, `${path}.2`)
    writeFileSync(path, 'y,t\n5,2024-01-01T05:00:00Z\n')
    await following.rows(5)
    expect((await following.stop()).values).toEqual([1, 2, 3, 4, 5])
  })

  it('ends with an error if the next one lacks a column', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 2))
    const following = await new Following(path).rows(2)
    renameSync(path, `${path}.1`)
    writeFileSync(path, `time,y\n${lines(3, 4)}`)
    await until(() => following.failure !== undefined, 'a failure')
    expect(following.failure).toBe('FILE:1 expected a column "t", got 2 others; did you mean "y"?')
  })

  it('goes on in each of several files that were begun since', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 2))
    const { position } = await (await new Following(path).rows(2)).stop()
    appendFileSync(path, lines(3, 3))
    for (const [name, from] of [
      ['.2', 4],
      ['.1', 6],
    ] as const) {
      renameSync(path, `${path}${name === '.2' ? '.3' : '.2'}`)
      writeFileSync(path, header + lines(from, from + 1))
    }
    const following = await new Following(path, { from: position }).rows(7)
    expect((await following.stop()).values).toEqual(numbers(3, 7))
    expect(following.told).toEqual([])
  })

  it.each(['.1', '-20240229', '.old'])(
    'that was copied to %s and emptied is read to its end in the copy',
    async (mark) => {
      const path = fileIn()
      writeFileSync(path, header + lines(1, 4))
      const { position } = await (await new Following(path).rows(4)).stop()
      appendFileSync(path, lines(5, 6))
      copyFileSync(path, `${path}${mark}`)
      truncateSync(path)
      appendFileSync(path, header + lines(7, 19))
      const following = await new Following(path, { from: position }).rows(16)
      expect((await following.stop()).values).toEqual(numbers(5, 19))
    },
  )

  it('that is emptied is begun again, and a line that was not complete is a reject', async () => {
    const path = fileIn()
    writeFileSync(path, `${header}${lines(1, 3)}2024-01-01T04`)
    const following = await new Following(path).rows(3)
    truncateSync(path)
    appendFileSync(path, header + lines(5, 9))
    await following.rows(10)
    expect((await following.stop()).values).toEqual([1, 2, 3, 5, 6, 7, 8, 9])
    expect(following.rejects).toEqual(['FILE:5 expected the rest of the line, got a file that was emptied or replaced'])
    expect(following.told).toEqual([
      'FILE was emptied or replaced, and what it was before was not found: it is read from its first row; rows after 2024-01-01T03:00:00.000Z that it had before and were not read are lost',
    ])
  })

  it('that is written again with more rows, in place or by renaming, goes on with those', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 30))
    const following = await new Following(path).rows(30)
    for (let last = 31; last < 40; last++) {
      writeFileSync(last % 2 === 0 ? path : `${path}.part`, header + lines(1, last))
      if (last % 2 === 1) renameSync(`${path}.part`, path)
      await following.rows(last)
    }
    expect((await following.stop()).values).toEqual(numbers(1, 39))
    expect([following.told, following.rejects]).toEqual([[], []])
  })

  it('has rows whose quoted cells go on after a line end, and lines that are not UTF-8', async () => {
    const path = fileIn()
    writeFileSync(path, `t,y,note\n2024-01-01T01:00:00Z,1,"a\nb"\n2024-01-01T02:00:00Z,2,"c`)
    const first = await new Following(path).rows(1)
    appendFileSync(path, '\n\nd"\n2024-01-01T03:00:00Z,3,"e\nf')
    await first.rows(2)
    await first.stop()
    expect(first.values).toEqual([1, 2])
    appendFileSync(path, '"\n')
    appendFileSync(path, Buffer.from('2024-01-01T04:00:00Z,4,\xe4\n2024-01-01T05:00:00Z,5,x\n', 'latin1'))
    const second = await new Following(path, { from: first.position }).rows(3)
    expect((await second.stop()).values).toEqual([3, 5])
    expect(second.rejects).toEqual(['FILE:9 expected UTF-8, got other bytes; set encoding, such as windows-1252'])
  })

  it('can be NDJSON, in which a line is a row', async () => {
    const path = fileIn()
    const json = (i: number) => `${JSON.stringify({ t: `2024-01-01T0${i}:00:00Z`, y: i })}\n`
    writeFileSync(path, json(1) + json(2).slice(0, 9))
    const following = await new Following(path, { word: ndjsonSource }).rows(1)
    appendFileSync(path, `${json(2).slice(9)}[\n${json(3)}`)
    await following.rows(4)
    renameSync(path, `${path}.1`)
    writeFileSync(path, json(4))
    await following.rows(5)
    expect((await following.stop()).values).toEqual([1, 2, 3, 4])
    expect(following.rejects.map((reject) => reject.slice(0, 6))).toEqual(['FILE:3'])
  })

  it.each([
    { sort: true },
    { newest: 5 },
    { sum: '1d' },
    { path: '-' },
    { path: 'https://example.com/rows.csv' },
    { sheet: 1 },
  ])('is refused with %j', (more) => {
    expect(() => new Following('rows.csv', more)).toThrow(/beside follow|follow only with a file/)
  })

  it('that is deleted is waited for, and the next one is read', async () => {
    const path = fileIn()
    writeFileSync(path, header + lines(1, 2))
    const following = await new Following(path).rows(2)
    rmSync(path)
    writeFileSync(path, header + lines(3, 4))
    await following.rows(5)
    expect((await following.stop()).values).toEqual(numbers(1, 4))
  })
})
