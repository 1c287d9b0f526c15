import { DataError } from '../errors.ts'
import { KeptRun } from '../run/kept-run.ts'
import type { Session } from '../run/session.ts'
import type { Scored } from '../series/scored.ts'
import type { Reading } from '../sources/source.ts'
import type { KeyedPiece } from '../state/piece.ts'
import { snapshot } from '../state/snapshot.ts'
import type { Store } from '../stores/store.ts'
import { type AboutFile, aboutPiece } from './about-file.ts'
import type { GrowingBlob } from './growing-blob.ts'
import type { Recordings } from './recordings.ts'

/** How often the state of a run is saved. */
const everyMs = 5000

/** Where the run over a file is kept. */
export interface FileKeeping {
  readonly store: Store
  readonly file: Pick<AboutFile, 'hints' | 'choices' | 'look' | 'at'>
  /** What was known at the last checkpoint, if the run goes on from there. */
  readonly before?: AboutFile | undefined
}

/** What the page shows of a run. */
interface Shown {
  readonly recordings: Recordings
  readonly csv: GrowingBlob
  readonly ndjson: GrowingBlob
}

/** Keeps the run over a file in a store: its state, to go on from, and what the page shows. */
export class KeptFileRun {
  private readonly store: Store
  private readonly kept: KeptRun
  private readonly shown: Shown
  private readonly about: () => AboutFile
  /** Whether there were forecasts or marks after the last checkpoint. */
  private changed = false

  constructor(store: Store, session: Session<Scored>, shown: Shown, about: () => AboutFile) {
    this.store = store
    this.shown = shown
    this.about = about
    const onlooker = {
      pieces: () => this.pieces(),
      checkpointed: (written: object) => {
        if (written instanceof Error) return
        this.changed = false
        for (const blob of [shown.csv, shown.ndjson]) blob.saved()
      },
    }
    const outputs = { pieces: (): KeyedPiece[] => [['about', aboutPiece(about)]], sync: async () => {} }
    this.kept = new KeptRun({ checkpoint: { store, every: { ms: everyMs } } }, session, { outputs, onlooker })
  }

  /** Restores the run, if there is one. */
  async begin(): Promise<Uint8Array> {
    await this.kept.begin()
    return this.kept.position()
  }

  /** To be called with each change of what the page shows. */
  change(): void {
    this.changed = true
  }

  /** See `KeptRun.between`. */
  between(reading: Reading, last: boolean): Promise<void> {
    return this.kept.between(reading, last)
  }

  /**
   * Saves what the page shows of the run that has ended. Rows that may still change are shown, but the run goes on
   * before them.
   *
   * @returns why it could not be kept; undefined if it was
   */
  async end(): Promise<string | undefined> {
    const { kept, store } = this
    let problem = kept.failure
    try {
      await kept.end()
      // Without a checkpoint there is nothing to go on from.
      if (problem || !(await store.get('about'))) return problem?.message
      const about: KeyedPiece = ['about', aboutPiece(this.about)]
      for (const [key, piece] of [about, ...(this.changed ? this.pieces(false) : [])])
        await store.put(`shown/${key}`, snapshot(piece))
      await store.commit()
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      problem = error
    }
    return problem?.message
  }

  private *pieces(all = true): Generator<KeyedPiece> {
    const { csv, ndjson, recordings } = this.shown
    yield* recordings.pieces()
    yield* csv.pieces('csv', all)
    yield* ndjson.pieces('ndjson', all)
  }
}
