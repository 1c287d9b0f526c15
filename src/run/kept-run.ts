import { type CheckpointOptions, Checkpoints } from '../checkpoint/checkpoints.ts'
import type { Json } from '../checkpoint/what-differs.ts'
import { DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import type { Reading } from '../sources/source.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { KeyedPiece, Piece } from '../state/piece.ts'
import { turn } from '../state/turn.ts'
import type { Onlooker } from './onlooker.ts'
import type { WentOn } from './outcome.ts'
import type { Session } from './session.ts'

/** Restores the state saved under a key; false if there is none. */
export type Restore = (key: string, piece: Piece) => Promise<boolean>

/** Who keeps state in a run besides its session and its source. */
export interface Keepers {
  readonly outputs: { pieces(): readonly KeyedPiece[]; sync(): Promise<void>; saved?(): Promise<void> }
  readonly onlooker: Pick<Onlooker, 'pieces' | 'checkpointed'> | undefined
}

/** A run that is saved from time to time and goes on from the last checkpoint. */
export class KeptRun {
  /** What is to be said about going on, a sentence each. */
  readonly notes: string[] = []
  /** Why the last checkpoint could not be written; undefined if it was. */
  failure: DataError | undefined
  private readonly checkpoints: Checkpoints
  private readonly session: Session<Scored>
  private readonly keepers: Keepers
  private readonly ended = new Ended()
  /** Rows when the run before it ended; 0 if it did not. */
  private before = 0
  /** Rows that the checkpoint covers which the run goes on from. */
  private after = 0
  /** Rows that the last checkpoint covers; undefined before the first. */
  private covered: number | undefined
  private live = false
  private readonly commitOutputs: CheckpointOptions['commitOutputs']

  constructor(
    { checkpoint, settings }: { readonly checkpoint: CheckpointOptions; readonly settings?: Json | undefined },
    session: Session<Scored>,
    keepers: Keepers,
  ) {
    this.checkpoints = new Checkpoints(checkpoint, settings)
    this.commitOutputs = checkpoint.commitOutputs
    this.session = session
    this.keepers = keepers
  }

  /** Whether the run goes on from a checkpoint. */
  get goesOn(): boolean {
    return this.checkpoints.goesOn
  }

  /**
   * Restores the session, if there is a checkpoint.
   *
   * @throws ConfigError if it was made with other settings; DataError if its state does not fit
   */
  async begin(): Promise<void> {
    const { checkpoints, session } = this
    await checkpoints.begin()
    if (!checkpoints.goesOn) return this.keepSeries()
    await this.restore('run', session.common)
    for (const [key, piece] of session.flow?.many.pieces ?? []) await this.restore(key, piece)
    this.keepSeries()
    for (const [key, piece] of session.flow?.total?.pieces() ?? []) await this.restore(key, piece)
    for (const [key, piece] of this.series()) await this.restore(key, piece)
    await this.restore('ended', this.ended)
    for (const [key, piece] of this.keepers.onlooker?.pieces?.() ?? []) await this.restore(key, piece)
    checkpoints.covers(session.ledger.read)
    this.before = this.ended.rows
    this.after = used(session.ledger)
    this.covered = session.ledger.rows
  }

  /** Restores a part; returns whether it was saved. */
  readonly restore: Restore = async (key, piece) => {
    const differences = await this.checkpoints.restore(key, piece).catch((error) => {
      if (!(error instanceof DataError)) throw error
      throw new DataError(
        `${this.checkpoints.name}: ${key} does not fit; use the version of rxcast that made it, ${this.checkpoints.again} (${error.message})`,
      )
    })
    for (const difference of differences ?? []) if (!this.notes.includes(difference)) this.notes.push(difference)
    if (this.goesOn && !differences && key.startsWith('sink/'))
      this.notes.push(`${key.slice('sink/'.length)}: was added after the checkpoint, so it holds only later forecasts`)
    return differences !== undefined
  }

  /**
   * To be called before the first row of a live run. Saves how the outputs are, unless the run goes on: if it is killed
   * before its first checkpoint, the next run does not repeat lines. Takes a checkpoint when the source says where it
   * begins, and after its first rows: later it may not find that place by itself.
   */
  async start(): Promise<void> {
    this.live = true
    if (!this.goesOn) await this.checkpoints.start(this.keepers.outputs.pieces())
  }

  /** Where the source goes on; the beginning if the run does not go on. */
  async position(): Promise<Uint8Array> {
    const saved = this.goesOn ? await this.checkpoints.bytesOf('source') : undefined
    return saved ?? new Uint8Array(0)
  }

  /**
   * Takes a checkpoint if it is time, to be called when everything read was forecast and written.
   *
   * @param last whether it is the last moment to take one
   * @param atRest whether all rows that the source has counted were forecast; if not, it is taken after them
   */
  async between(reading: Reading, last: boolean, atRest: () => boolean = () => true): Promise<void> {
    const { failure, position } = reading
    const {
      checkpoints,
      session,
      keepers: { outputs, onlooker },
    } = this
    const { read, rows } = session.ledger
    // A row that ended a strict run is read again once it was corrected.
    if (session.broken) return
    if (!(last || this.isEarly(rows) || checkpoints.due(read))) {
      // At once: later the source may have counted rows whose forecasts are yet to come.
      if (position) await this.commitOutputs?.()
      return
    }
    if (!position) {
      // Another input than that of the checkpoint: nothing is saved, and no output is touched.
      if (last && this.goesOn && failure) throw failure
      if (last && !this.goesOn && rows > 0) this.failure = new DataError(noPosition)
      return
    }
    if (last) this.ended.rows = rows
    try {
      await outputs.sync()
      // A batch that the source counts passes through promises on its way here.
      await turn()
      if (!atRest()) return
      const { many, total } = { ...session.flow }
      const parts = [
        ...(many?.pieces ?? []),
        ...outputs.pieces(),
        ...(total?.pieces() ?? []),
        ...(onlooker?.pieces?.() ?? []),
      ]
      // Large parts have a version, and change only when a row is forecast.
      const large = parts.filter(([, { version }]) => version !== undefined)
      const small = parts.filter(([, { version }]) => version === undefined)
      const now: KeyedPiece[] = [['run', session.common], ['source', position], ['ended', this.ended], ...small]
      this.covered = rows
      const written = { ...(await checkpoints.take(read, now, [...this.series(), ...large], many)), rows }
      await outputs.saved?.()
      await reading.saved?.()
      onlooker?.checkpointed?.(written)
      this.failure = undefined
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      this.fail(error)
    }
  }

  /** Notes that the run has ended, so that the next one can say what was added. */
  async end(): Promise<WentOn | undefined> {
    const { after, before, checkpoints, ended, failure, goesOn, session } = this
    const rows = used(session.ledger)
    // Rows that may still change came after the last checkpoint.
    if (!failure && ended.rows !== rows) {
      ended.rows = rows
      await checkpoints.add('ended', ended)
    }
    return goesOn ? { after, added: before === 0 ? undefined : rows - before } : undefined
  }

  /** Whether a live run has nothing to go on from yet, or only where its source begins. */
  private isEarly(rows: number): boolean {
    return this.live && (this.covered === undefined || (this.covered === 0 && rows > 0))
  }

  /** Has the series that are not in memory wait in the store. */
  private keepSeries(): void {
    const { checkpoints, session } = this
    const many = session.flow?.many
    if (!many) return
    many.keep({
      get: (key) => checkpoints.bytesOf(key),
      put: async (key, bytes, version) => {
        try {
          await checkpoints.put(key, bytes, version)
          return true
        } catch (error) {
          if (!(error instanceof DataError)) throw error
          this.fail(error)
          return false
        }
      },
    })
    for (const [key, version] of many.versions()) checkpoints.holds(key, version)
  }

  private fail(error: DataError): void {
    this.failure = error
    this.keepers.onlooker?.checkpointed?.(error)
  }

  private series(): KeyedPiece[] {
    if (this.session.flow?.many) return []
    return Array.from(this.session.series, (state) => {
      const { key } = state
      return [`series/${keyText(key)}`, state]
    })
  }
}

const noPosition =
  'checkpoint: expected a source that says how far it was read, got one without a position, so the state was not saved; give its reading a position, or leave out checkpoint'

/** The number of rows at the end of the last run that ended; 0 if none has. */
class Ended implements Saveable {
  rows = 0

  state(fields: Fields): void {
    this.rows = fields.counter('rows', this.rows)
  }
}

/** Rows without those that are skipped, such as the header of a file that was begun again. */
const used = ({ rows, skipped }: Pick<Ledger, 'rows' | 'skipped'>) => rows - skipped
