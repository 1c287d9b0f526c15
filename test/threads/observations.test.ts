import { expect, it } from 'vitest'
import type { Observation } from '../../src/series/observation.ts'
import { readObservation, readPlace, writeObservation, writePlace } from '../../src/threads/observations.ts'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'
import { rowsOf } from './rows.ts'

/** An observation after it was sent, with plain arrays. */
function sent(...observations: Observation[]) {
  const writer = new PackWriter()
  for (const one of observations) writeObservation(writer, one)
  const reader = new PackReader()
  reader.open(writer.take())
  return observations.map(() => plain(readObservation(reader)))
}
const plain = ({ time, values, covariates, row, key, cadence, restart, known, elsewhere, ...rest }: Observation) => ({
  time,
  values: Array.from(values),
  covariates: covariates && Array.from(covariates),
  row: row && { place: row.place, raw: row.raw },
  key,
  cadence,
  restart,
  known: known && Array.from(known),
  elsewhere: elsewhere && Array.from(elsewhere),
  issued: rest.issued,
  future: rest.future,
  live: rest.live,
})

it('arrive as they were, rows with their place and text', () => {
  const rows = rowsOf(7, 20)
  expect(sent(...rows)).toEqual(rows.map(plain))
})

it('arrive without what they do not have, and with what operators add', () => {
  const bare = { time: Number.NaN, values: [] }
  const added = { ...bare, covariates: [], cadence: '1d', restart: true, key: [] }
  const known = { ...bare, known: [1, Number.NaN], issued: 5, elsewhere: [2], future: true, live: true }
  expect(sent(bare, added, known)).toEqual([plain(bare), plain(added), plain(known)])
})

it('have rows without cells, and rows without text', () => {
  const raws = ['', 'text', [], [''], ['a', '']]
  const rows = raws.map((raw) => ({ time: 0, values: [1], row: { place: { file: 'a', line: 1 }, raw } }))
  expect(sent(...rows).map(({ row }) => row!.raw)).toEqual(raws)
})

it('have places in files and in streams', () => {
  const places = [
    { file: 'a b.csv', line: 3 },
    { stream: 'prices', offset: 4 },
    { stream: 'prices', partition: 0, offset: 2 ** 53 - 1 },
  ]
  const writer = new PackWriter()
  for (const place of places) writePlace(writer, place)
  const reader = new PackReader()
  reader.open(writer.take())
  expect(JSON.stringify(places.map(() => readPlace(reader)))).toBe(JSON.stringify(places))
})
