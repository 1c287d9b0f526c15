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

/** @throws DataError if the bytes of a key are damaged */
export async function contentsOf(keys: readonly CommitKey[]): Promise<Contents> {
  const series: StoredSeries[] = []
  const sizes = new Sizes('')
  let rows: StoredRows | undefined
  for (const { key, bytes, read } of keys) {
    const fields = fieldsOf(await read())
    if (key === 'run') rows = rowsIn(fields)
    const ofSeries = key.startsWith(seriesKey)
    if (ofSeries) series.push({ key: key.slice(seriesKey.length), bytes, scores: storedScores(fields) })
    sizes.add([{ name: ofSeries ? 'series' : key, kind: 'part', bytes, fields }])
  }
  const bytes = keys.reduce((sum, key) => sum + key.bytes, 0)
  return { bytes, rows, series, parts: sizes.parts }
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
