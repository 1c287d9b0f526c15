import type { Observation, Row } from '../series/observation.ts'
import type { Place } from '../series/place.ts'
import type { PackReader, PackWriter } from './pack.ts'

/** What an observation has besides time and values. */
const has = {
  covariates: 1,
  row: 2,
  key: 4,
  cadence: 8,
  restart: 16,
  known: 32,
  issued: 64,
  elsewhere: 128,
  future: 256,
  live: 512,
} as const

export function writeObservation(pack: PackWriter, observation: Observation): void {
  const { time, values, covariates, row, key, cadence, restart, known, issued, elsewhere, future, live } = observation
  pack.number(
    (covariates ? has.covariates : 0) +
      (row ? has.row : 0) +
      (key ? has.key : 0) +
      (cadence === undefined ? 0 : has.cadence) +
      (restart ? has.restart : 0) +
      (known ? has.known : 0) +
      (issued === undefined ? 0 : has.issued) +
      (elsewhere ? has.elsewhere : 0) +
      (future ? has.future : 0) +
      (live ? has.live : 0),
  )
  pack.number(time)
  pack.array(values)
  if (covariates) pack.array(covariates)
  if (row) {
    writePlace(pack, row.place)
    writeRaw(pack, row.raw)
  }
  if (key) writeKey(pack, key)
  if (cadence !== undefined) pack.name(cadence)
  if (known) pack.array(known)
  if (issued !== undefined) pack.number(issued)
  if (elsewhere) pack.array(elsewhere)
}

export function readObservation(pack: PackReader): Observation {
  const flags = pack.number()
  return {
    time: pack.number(),
    values: pack.array(),
    covariates: flags & has.covariates ? pack.array() : undefined,
    row: flags & has.row ? rowOf(readPlace(pack), readRawLater(pack)) : undefined,
    key: flags & has.key ? readKey(pack) : undefined,
    cadence: flags & has.cadence ? pack.name() : undefined,
    restart: flags & has.restart ? true : undefined,
    known: flags & has.known ? pack.array() : undefined,
    issued: flags & has.issued ? pack.number() : undefined,
    elsewhere: flags & has.elsewhere ? pack.array() : undefined,
    future: flags & has.future ? true : undefined,
    live: flags & has.live ? true : undefined,
  }
}

/** A row from another thread. Its text is needed only if it is rejected or saved. */
const rowOf = (place: Place, readRaw: () => Row['raw']): Row => ({
  place,
  get raw() {
    return readRaw()
  },
})

export const writeKey = (pack: PackWriter, key: readonly string[]): void => pack.list(key, (part) => pack.name(part))

export const readKey = (pack: PackReader): readonly string[] => pack.list(() => pack.name())

export function writePlace(pack: PackWriter, place: Place): void {
  if ('file' in place) {
    pack.number(0)
    pack.name(place.file)
    pack.number(place.line)
    return
  }
  pack.number(place.partition === undefined ? 1 : 2)
  pack.name(place.stream)
  if (place.partition !== undefined) pack.number(place.partition)
  pack.number(place.offset)
}

export function readPlace(pack: PackReader): Place {
  const kind = pack.number()
  const name = pack.name()
  if (kind === 0) return { file: name, line: pack.number() }
  if (kind === 1) return { stream: name, offset: pack.number() }
  return { stream: name, partition: pack.number(), offset: pack.number() }
}

/** Cells, or a text without cells, whose number of cells is −1. */
export function writeRaw(pack: PackWriter, raw: Row['raw']): void {
  const cells = typeof raw === 'string' ? [raw] : raw
  pack.number(typeof raw === 'string' ? -1 : cells.length)
  for (const cell of cells) pack.text(cell)
}

export function readRawLater(pack: PackReader): () => Row['raw'] {
  const count = pack.number()
  const cells = pack.textsLater(Math.abs(count))
  return () => (count === -1 ? cells()[0]! : cells())
}
