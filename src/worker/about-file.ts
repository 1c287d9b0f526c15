import type { Look } from '../look/look.ts'
import type { LookHints } from '../look/look-hints.ts'
import type { Run } from '../recording/wire.ts'
import type { NextRow } from '../run/next-json.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Reject } from '../series/reject.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { IndexedDbStore } from '../stores/indexed-db-store.ts'
import type { Store } from '../stores/store.ts'
import type { FileChoices } from './messages.ts'

/** The file of a run that is kept, how it was understood, and what the page shows besides the recordings. */
export interface AboutFile {
  readonly hints: LookHints
  readonly choices: FileChoices
  readonly look: Look
  readonly run: Pick<Run, 'title' | 'series' | 'zone'>
  /** The clock of the page when the run began or went on, in milliseconds. */
  readonly at: number
  readonly rows: RowCounts
  /** Latest time of an observation; null before the first. */
  readonly until: number | null
  readonly next: readonly NextRow[]
  /** The first rejects. */
  readonly rejects: readonly Reject[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
  /** How the run ended; undefined if it did not. */
  readonly ended?: { readonly stopped: boolean; readonly problem: string | undefined } | undefined
}

/** A kept file and the name of its store. */
export interface KeptFile {
  readonly id: string
  readonly about: AboutFile
}

/** Files that are kept, at most. */
const mostKept = 5
const prefix = 'file '

/** The name of a new store. */
export const newId = (at: number): string => `${prefix}${at}`

/** What is known about a file, as state. */
export const aboutPiece = (now: () => AboutFile): Saveable => ({
  state: (fields) => {
    fields.text('json', JSON.stringify(now()))
  },
})

/** What was known about the file of a store: at the end of its run, or at the last checkpoint. */
export async function readAbout(store: Store, key: 'about' | 'shown/about'): Promise<AboutFile | undefined> {
  const bytes = await store.get(key)
  if (!bytes) return undefined
  let json = ''
  const state = (fields: Fields) => {
    json = fields.text('json', json)
  }
  restore({ state }, bytes)
  return JSON.parse(json)
}

/**
 * The files that are kept in this browser and are not in use, the latest first.
 *
 * @throws DataError if the browser cannot keep any
 */
export async function keptFiles(): Promise<readonly KeptFile[]> {
  const ids = (await IndexedDbStore.names()).filter((name) => name.startsWith(prefix))
  const found = await Promise.all(ids.map((id) => keptFile(id).catch(() => undefined)))
  return found.filter((file) => file !== undefined).sort((a, b) => b.about.at - a.about.at)
}

async function keptFile(id: string): Promise<KeptFile | undefined> {
  const store = await IndexedDbStore.open(id)
  try {
    const about = (await readAbout(store, 'shown/about')) ?? (await readAbout(store, 'about'))
    return about && { id, about }
  } finally {
    await store.close()
  }
}

/**
 * The files whose run a file may continue: those of its name, with the same settings if it comes with some.
 *
 * @param files the latest first
 */
export function candidates(
  files: readonly KeptFile[],
  name: string,
  wishes: Pick<AboutFile, 'hints' | 'choices'>,
): readonly KeptFile[] {
  const text = ({ hints, choices }: Pick<AboutFile, 'hints' | 'choices'>) => JSON.stringify([hints, choices])
  const any = text(wishes) === '[{},{}]'
  return files.filter(({ about }) => about.run.title === name && (any || text(about) === text(wishes)))
}

/** Deletes the oldest files beyond those that are kept. */
export async function makeRoom(files: readonly KeptFile[]): Promise<void> {
  for (const { id } of files.slice(mostKept - 1)) await IndexedDbStore.remove(id)
}
