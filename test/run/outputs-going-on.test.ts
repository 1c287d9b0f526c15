import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Outputs } from '../../src/run/outputs.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { writeReport } from '../../src/sinks/report.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { filesIn, newFolder, placeOf } from '../sinks/place.ts'

const recipes = [
  writeCsv('all.csv'),
  writeCsv({ path: 'latest.csv', only: 'latest' }),
  writeCsv({ path: 'nixtla.csv', as: 'nixtla' }),
  writeCsv({ path: 'next.csv', as: 'nixtla', only: 'latest' }),
  writeNdjson('all.ndjson'),
  writeReport('report.html'),
]

/** Three series in turn, with their rows; every eighth row is rejected. */
const run: readonly ScoredData[] = scoredWeather({ rows: 60 }).map((scored, i) => ({
  ...scored,
  observation: { ...scored.observation, key: [`store ${i % 3}`] },
}))
const rejected = (i: number) => i % 8 === 5
const reject = (i: number) => ({ place: { file: 'a.csv', line: i }, reason: 'expected a number', raw: ['x'] })

/** The rows of a run, from `from` to `to`; a run that does not end is killed, `back` rows after its checkpoint. */
async function part(
  place: SinkPlace,
  from: number,
  to: number,
  back: number,
  checkpoint?: Map<string, Uint8Array>,
  written = recipes,
) {
  const ledger = new Ledger()
  const outputs = new Outputs()
  await outputs.open(written, place, ledger, async (key, piece) => {
    const bytes = checkpoint?.get(key)
    if (bytes) restore(piece, bytes)
    return bytes !== undefined
  })
  const saved = new Map<string, Uint8Array>()
  for (let i = from; i <= to; i++) {
    if (i === to - back) {
      await outputs.sync()
      for (const [key, piece] of outputs.pieces()) saved.set(key, snapshot(piece))
    }
    if (i === to) break
    if (rejected(i)) ledger.reject(reject(i))
    else {
      outputs.writeAtOnce(run[i]!)
      await outputs.write([run[i]!])
    }
    await outputs.flushRejects()
  }
  const { scores } = run.at(-1)!
  const rows = { ...new Ledger().counts, rows: run.length }
  if (to === run.length) await outputs.close({ rows, scores, notes: [] })
  else {
    // Everything is on disk, as after a long pause before the kill.
    await outputs.sync()
    await outputs.abort()
  }
  return saved
}

describe.each([false, true])('outputs of a run that goes on from a checkpoint (live: %s)', (live) => {
  const placed = (folder = newFolder()) => placeOf({ by: ['store'], keeps: true, live }, folder)
  const whole = placed()
  const uninterrupted = part(whole, 0, run.length, 0).then(() => filesIn(whole.folder))

  it.each([
    [1, 1],
    [2, 0],
    [7, 3],
    [30, 0],
    [31, 14],
    [59, 58],
  ])('have the same bytes after it was killed at row %i, %i rows after the checkpoint', async (kill, back) => {
    const place = placed()
    const saved = await part(place, 0, kill, back)
    await part(place, kill - back, run.length, 0, saved)
    expect(filesIn(place.folder)).toEqual(await uninterrupted)
  })

  it('have the same bytes after many kills in a row', async () => {
    const place = placed()
    let saved: Map<string, Uint8Array> | undefined
    for (let at = 0; at + 4 < run.length; at += 4) saved = await part(place, at, at + 6 > 59 ? 59 : at + 6, 2, saved)
    await part(place, 56, run.length, 0, saved)
    expect(filesIn(place.folder)).toEqual(await uninterrupted)
  })

  it('have the same bytes if it had ended, with fewer rows', async () => {
    const place = placed()
    const saved = await part(place, 0, run.length, 20)
    expect(filesIn(place.folder)).toEqual(await uninterrupted)
    await part(place, 40, run.length, 0, saved)
    expect(filesIn(place.folder)).toEqual(await uninterrupted)
    expect(readdirSync(place.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe.each(['1d', '3kB'])('outputs that are rotated by %s after the checkpoint', (rotate) => {
  const rotated = [writeCsv({ path: 'all.csv', rotate }), writeNdjson({ path: 'all.ndjson', rotate })]
  const placed = () => placeOf({ by: ['store'], keeps: true, live: true })
  const whole = placed()
  const uninterrupted = part(whole, 0, run.length, 0, undefined, rotated).then(() => filesIn(whole.folder))
  const lines = (files: Record<string, string>) =>
    Object.values(files)
      .flatMap((text) => text.split('\n'))
      .filter((line) => line.includes('store 0'))
      .sort()

  it.each([
    [1, 1],
    [30, 12],
    [50, 25],
    [59, 58],
    [59, 59],
  ])('have the same bytes after it was killed at row %i, %i rows after the checkpoint', async (kill, back) => {
    const place = placed()
    const saved = await part(place, 0, kill, back, undefined, rotated)
    await part(place, kill - back, run.length, 0, saved, rotated)
    expect(filesIn(place.folder)).toEqual(await uninterrupted)
    expect(Object.keys(await uninterrupted).length).toBeGreaterThan(5)
  })

  it('have the same bytes after more kills before all rows came again', async () => {
    const place = placed()
    let saved = await part(place, 0, 58, 50, undefined, rotated)
    for (const [from, to, back] of [
      [8, 30, 3],
      [27, 40, 13],
      [27, 55, 1],
    ] as const) {
      saved = await part(place, from, to, back, saved, rotated)
    }
    await part(place, 54, run.length, 0, saved, rotated)
    expect(filesIn(place.folder)).toEqual(await uninterrupted)
  })

  it.each([55, 30, 10])('lose no line if only the rows before row %i come again', async (to) => {
    const place = placed()
    const saved = await part(place, 0, 55, 48, undefined, rotated)
    const before = filesIn(place.folder)
    const next = await part(place, 7, to, 0, saved, rotated)
    expect(filesIn(place.folder)).toEqual(before)
    await part(place, 55, run.length, 0, next, rotated)
    expect(lines(filesIn(place.folder))).toEqual(lines(await uninterrupted))
  })

  it('lose no line if no row comes again', async () => {
    const place = placed()
    const saved = await part(place, 0, 55, 48, undefined, rotated)
    await part(place, 55, run.length, 0, saved, rotated)
    expect(lines(filesIn(place.folder))).toEqual(lines(await uninterrupted))
  })
})

it('does not replace the file of a sink that the checkpoint does not know', async () => {
  const place = placeOf({ by: ['store'], keeps: true })
  const saved = await part(place, 0, run.length, 20)
  saved.delete('sink/ndjson all.ndjson')
  await expect(part(place, 40, run.length, 0, saved)).rejects.toThrow(
    'all.ndjson: expected a file that the checkpoint knows, or a new one, got one with other forecasts; move it away, or use --fresh',
  )
})

it('gives each sink a key of its own, which does not depend on the others', async () => {
  const keys = async (count: number) => {
    const outputs = new Outputs()
    const same = [writeCsv('-'), writeCsv('-')]
    await outputs.open([...recipes.slice(count), ...same], placeOf(), new Ledger())
    const keys = outputs.pieces().map(([key]) => key)
    await outputs.abort()
    return keys
  }
  expect(await keys(4)).toEqual([
    'outputs',
    'rejects all.ndjson.rejects.ndjson',
    'sink/ndjson all.ndjson',
    'sink/report report.html',
    'sink/report report.html/0',
    'sink/csv -',
    'sink/csv - 2',
  ])
  // The rejects are those beside the first file.
  const others = (all: readonly string[]) => all.filter((key) => !/^rejects|all\.ndjson/.test(key))
  expect(others(await keys(5))).toEqual(others(await keys(4)))
})
