import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Journal, type JournalPlace } from '../../src/live/journal.ts'

const beginning = { file: 0, offset: 0 }
const newFolder = () => mkdtempSync(join(tmpdir(), 'rxcast-journal-'))

async function textsIn(folder: string, from: JournalPlace = beginning) {
  const journal = await Journal.open(folder, from)
  const texts: (string | undefined)[] = []
  for await (const arrivals of journal.replay()) texts.push(...arrivals.map(({ text }) => text))
  await journal.close()
  return { texts, journal }
}

/** Writes texts, and returns the place after each. */
async function written(folder: string, texts: readonly (string | undefined)[], from = beginning) {
  const journal = await Journal.open(folder, from)
  const places = await Promise.all(texts.map((text, at) => journal.append({ at, text, cursor: text && `c${text}` })))
  await journal.close()
  return places
}

it('gives again what was added after a place, over several openings', async () => {
  const folder = newFolder()
  const places = await written(folder, ['a', undefined, 'b'])
  expect(statSync(join(folder, 'journal-1')).mode & 0o777).toBe(0o600)
  await written(folder, ['c'], places[0])
  const { journal, texts } = await textsIn(folder, places[0])
  expect(texts).toEqual([undefined, 'b', 'c'])
  expect(journal).toMatchObject({ latest: 0, cursor: 'cc', losses: [] })
  expect((await textsIn(folder)).texts).toEqual(['a', undefined, 'b', 'c'])
})

it('shows all messages that it holds, with their cursors, also those before the place', async () => {
  const folder = newFolder()
  const places = await written(folder, ['a', undefined, 'b'])
  const shown: unknown[] = []
  const journal = await Journal.open(folder, places[2]!, false, (...message) => shown.push(message))
  await journal.close()
  expect(shown).toEqual([
    ['a', 'ca'],
    ['b', 'cb'],
  ])
})

it('cuts off a record that is not whole, and goes on after those before it', async () => {
  const folder = newFolder()
  const [first] = await written(folder, ['a', 'b'])
  const path = join(folder, 'journal-1')
  truncateSync(path, readFileSync(path).length - 1)
  expect((await textsIn(folder)).texts).toEqual(['a'])
  expect(readFileSync(path)).toHaveLength(first!.offset)
  appendFileSync(path, 'rubbish')
  await written(folder, ['c'])
  const { journal, texts } = await textsIn(folder)
  expect([texts, journal.losses]).toEqual([['a', 'c'], []])
})

it('says what was lost if a file is missing or damaged in the middle', async () => {
  const folder = newFolder()
  const [first] = await written(folder, ['a', 'b'])
  await written(folder, ['c'])
  const path = join(folder, 'journal-1')
  const bytes = readFileSync(path)
  bytes[first!.offset + 20]! ^= 1
  writeFileSync(path, bytes)
  const damaged = await textsIn(folder)
  expect(damaged.texts).toEqual(['a', 'c'])
  expect(damaged.journal.losses).toEqual([
    `${path} is damaged at byte ${first!.offset} (${bytes.length - first!.offset} bytes passed over)`,
  ])
  rmSync(path)
  const missing = await textsIn(folder, first)
  expect([missing.texts, missing.journal.losses]).toEqual([['c'], [`${path} is missing`]])
})

it('passes over what is damaged before other records, says so, and cuts nothing off', async () => {
  const folder = newFolder()
  const [first, second] = await written(folder, ['a', 'b', 'c'])
  const path = join(folder, 'journal-1')
  const whole = readFileSync(path)
  for (let at = first!.offset; at < second!.offset; at++) {
    const bytes = Buffer.from(whole)
    bytes[at]! ^= 1
    writeFileSync(path, bytes)
    const { journal, texts } = await textsIn(folder)
    expect(texts, `byte ${at}`).toEqual(['a', 'c'])
    const passed = second!.offset - first!.offset
    expect(journal.losses).toEqual([`${path} is damaged at byte ${first!.offset} (${passed} bytes passed over)`])
    expect(readFileSync(path)).toEqual(bytes)
  }
  expect((await textsIn(folder, second)).texts).toEqual(['c'])
})

it('says that a file is shorter than the place to go on from, and leaves it', async () => {
  const folder = newFolder()
  const [, second] = await written(folder, ['a', 'b'])
  const path = join(folder, 'journal-1')
  truncateSync(path, 10)
  const { journal } = await textsIn(folder, second)
  expect(journal.losses).toEqual([`${path} ends at byte 10, before ${second!.offset}`])
  expect(readFileSync(path)).toHaveLength(10)
})

it('writes what is added the moment the one before is on the disk', async () => {
  const folder = newFolder()
  const journal = await Journal.open(folder, beginning)
  // Added after each possible number of steps behind the first.
  for (let steps = 0; steps < 12; steps++) {
    await journal.append({ at: 0, text: 'a' })
    for (let i = 0; i < steps; i++) await undefined
    await journal.append({ at: 0, text: 'b' })
  }
  await journal.close()
  expect((await textsIn(folder)).texts).toHaveLength(24)
})

it('keeps the files that the last three checkpoints need', async () => {
  const folder = newFolder()
  const large = 'x'.repeat(5_000_000)
  const journal = await Journal.open(folder, beginning)
  const places: JournalPlace[] = []
  for (let i = 0; i < 5; i++) places.push(await journal.append({ at: i, text: large }))
  expect(places.map(({ file }) => file)).toEqual([1, 2, 3, 4, 5])
  await journal.release(places[2]!)
  await journal.release(places[3]!)
  expect(readdirSync(folder)).toHaveLength(5)
  await journal.release(places[4]!)
  expect(readdirSync(folder)).toEqual(['journal-3', 'journal-4', 'journal-5'])
  await journal.release(places[4]!)
  expect(readdirSync(folder)).toEqual(['journal-4', 'journal-5'])
  await journal.close()
})

it('begins again if it is fresh, without a name that was used', async () => {
  const folder = newFolder()
  await written(folder, ['a'])
  writeFileSync(join(folder, 'journal-x'), '')
  const journal = await Journal.open(folder, beginning, true)
  expect((await journal.append({ at: 1, text: 'b' })).file).toBe(2)
  await journal.close()
  expect(readdirSync(folder).sort()).toEqual(['journal-2', 'journal-x'])
})

it('fails with the reason if it cannot write', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'file'), '')
  await expect(Journal.open(join(folder, 'file'), beginning)).rejects.toThrow('expected')
  const journal = await Journal.open(join(folder, 'new'), beginning)
  rmSync(join(folder, 'new'), { recursive: true })
  await expect(journal.append({ at: 1, text: 'a' })).rejects.toThrow('expected a folder that stays')
})
