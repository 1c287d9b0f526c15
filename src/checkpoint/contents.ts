import { DataError } from '../errors.ts'
import { storedScores } from '../scores/stored-scores.ts'
import type { Scores } from '../series/scored.ts'
import { fieldAt, type StoredField, storedFields } from '../state/stored-fields.ts'
import type { CommitKey } from '../stores/read-commits.ts'

/** What a checkpoint holds. */
export interface Contents {
  readonly bytes: number
  /** The account of rows; undefined if there is none. */
  readonly rows: StoredRows | undefined
  readonly series: readonly StoredSeries[]
  /** The size of each key and of the parts in it; those of all series together. */
  readonly parts: readonly PartSize[]
}

/** Numbers of rows. */
export interface StoredRows {
  readonly accepted: number
  readonly imputed: number
  readonly rejected: number
  readonly skipped: number
}

/** A series in a checkpoint. */
export interface StoredSeries {
  /** Its key; '' for the only series of a run. */
  readonly key: string
  readonly bytes: number
  /** Undefined if there are none. */
  readonly scores: Scores | undefined
}

/** The size of a part of the state. */
export interface PartSize {
  readonly name: string
  readonly bytes: number
  readonly parts: readonly PartSize[]
}

const seriesKey = 'series/'
const scoresKey = 'scores/'

/** @throws DataError if the bytes of a key are damaged */
export async function contentsOf(keys: readonly CommitKey[]): Promise<Contents> {
  const series: StoredSeries[] = []
  // With a total, series are scored after it.
  const scored = new Map<string, Scores | undefined>()
  const names = new Set(keys.map(({ key }) => key))
  const sizes = new Sizes('')
  let rows: StoredRows | undefined
  for (const { key, bytes, read } of keys) {
    const fields = fieldsOf(await read())
    if (key === 'run') rows = rowsIn(fields)
    if (key.startsWith(scoresKey)) scored.set(key.slice(scoresKey.length), storedScores(fields))
    if (key.startsWith(seriesKey))
      series.push({ key: key.slice(seriesKey.length), bytes, scores: storedScores(fields) })
    sizes.add([{ name: nameOf(key, names), kind: 'part', bytes, fields }])
  }
  const bytes = keys.reduce((sum, key) => sum + key.bytes, 0)
  const known = series.map((one) => ({ ...one, scores: one.scores ?? scored.get(one.key) }))
  return { bytes, rows, series: known, parts: sizes.parts }
}

/** What the keys of all series have in common: `series/` and the like, or the key of the sink that they are parts of. */
function nameOf(key: string, keys: ReadonlySet<string>): string {
  const [, common] = /^(series|scores|shard|page)\//.exec(key) ?? []
  const before = key.slice(0, key.lastIndexOf('/'))
  return common ?? (keys.has(before) ? before : key)
}

/** The fields of a value; none if it is not a snapshot: a flow of one's own can put other bytes. */
export function fieldsOf(bytes: Uint8Array): readonly StoredField[] {
  try {
    return storedFields(bytes)
  } catch (error) {
    if (error instanceof DataError) return []
    throw error
  }
}

function rowsIn(fields: readonly StoredField[]): StoredRows | undefined {
  const rows = fieldAt(fields, 'rows')?.fields
  const count = (name: string) => Number(rows && fieldAt(rows, name)?.value)
  const found = {
    accepted: count('accepted'),
    imputed: count('imputed'),
    rejected: count('rejected'),
    skipped: count('skipped'),
  }
  return Number.isNaN(found.accepted) ? undefined : found
}

/** Adds up sizes by name. */
class Sizes implements PartSize {
  readonly name: string
  bytes = 0
  private readonly inner = new Map<string, Sizes>()

  constructor(name: string) {
    this.name = name
  }

  /** The largest first. */
  get parts(): Sizes[] {
    return [...this.inner.values()].sort((a, b) => b.bytes - a.bytes)
  }

  /** Single values are too small to be listed. */
  add(fields: readonly StoredField[]): void {
    for (const { name, kind, bytes, fields: further, numbers } of fields) {
      if (kind !== 'part' && further.length === 0 && !numbers) continue
      const part = this.inner.get(name) ?? new Sizes(name)
      this.inner.set(name, part)
      part.bytes += bytes
      part.add(further)
    }
  }

  toJSON(): PartSize {
    return { name: this.name, bytes: this.bytes, parts: this.parts }
  }
}
