import type { Store } from '../stores/store.ts'
import type { OutputRecord, StateRecord, TaskLog } from './engine.ts'
import { type Progress, parseProgress, progressRecord } from './progress.ts'
import { parseRecordKey, recordKey } from './record-key.ts'
import { joinParts, mostBytes, partsOf, splitValue } from './split-value.ts'
import { StateFile } from './state-file.ts'

/**
 * The state of a partition, kept in its changelog. A commit is one transaction of the engine with the outputs, the keys
 * that changed, and the position in the input. What was committed lies in a file that is made from the changelog by
 * `restore`, so that series which no row comes for need no memory.
 *
 * Outputs can be committed more often than the state. A task that goes on from that state computes some of them again:
 * those of the rows before the committed position, which `send` drops.
 *
 * After a commit that failed every call fails: only a new owner knows whether it took effect.
 */
export class ChangelogStore implements Store {
  /** Offset of the first record of the input that has no outputs yet, to be set before a commit. */
  position = 0
  /** What the record before it is recognized by, see `recordMark`; 0 if there is none. */
  mark = 0
  private readonly log: TaskLog
  private readonly file: StateFile
  /** The committed keys, with the number of parts of each; 0 for a value in one record. */
  private readonly committed = new Map<string, number>()
  /** Undefined for a key to remove. */
  private staged = new Map<string, Uint8Array | undefined>()
  private outputs: OutputRecord[] = []
  /** Whether the rows that are processed now have all of their outputs. */
  private repeating = false
  private progress: Progress = { position: 0, mark: 0 }
  private failure: { readonly error: unknown } | undefined
  /** The end of the last call: each waits for those before it. */
  private calls: Promise<unknown> = Promise.resolve()

  /** @param folder for the file; that of the system for temporary files by default */
  constructor(log: TaskLog, folder?: string) {
    this.log = log
    this.file = new StateFile(folder)
  }

  /**
   * Reads the changelog. To be called once, first.
   *
   * @throws ConfigError if the input is not the one that it is the state of
   */
  restore(): Promise<void> {
    return this.inTurn(async () => {
      await this.log.restore((record) => this.apply(record))
      const { mark, position } = this.progress
      if (mark > 0) await this.log.recognize(position - 1, mark)
    })
  }

  /**
   * The position that was committed last. A batch that begins before it must end there: the outputs of a task that
   * computes some again can come in another order within it, but not across it.
   */
  get readableTo(): number {
    return this.progress.position
  }

  /**
   * To be called before rows from an offset on are processed, when everything before it was. Readers have all outputs of
   * the rows before `readableTo`, whatever these rows would give now: some can be gone from the input, and the sinks can
   * be others.
   */
  goingOn(offset: number): void {
    this.repeating = offset < this.readableTo
  }

  /** Stages an output for the next commit, unless readers have it. */
  send(record: OutputRecord): void {
    if (!this.repeating) this.outputs.push(record)
  }

  keys(): Promise<readonly string[]> {
    return this.inTurn(async () => [...this.committed.keys()])
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.inTurn(async () => (this.staged.has(key) ? this.staged.get(key)?.slice() : this.read(key)))
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    const value = new Uint8Array(bytes)
    return this.inTurn(async () => {
      this.staged.set(key, value)
    })
  }

  delete(key: string): Promise<void> {
    return this.inTurn(async () => {
      this.staged.set(key, undefined)
    })
  }

  /**
   * Commits the outputs and the position as they are now, and the state that was put.
   *
   * @throws FencedError if another worker has taken over the partition; any other error leaves open whether it took
   * effect
   */
  commit(): Promise<void> {
    const { mark, outputs, position } = this
    this.outputs = []
    return this.inTurn(async () => {
      const { staged } = this
      this.staged = new Map()
      const state = [...staged].flatMap(([key, value]) => this.records(key, value))
      await this.write(outputs, state, { position, mark })
    })
  }

  /** Commits outputs and position; the committed state stays as it is. Does nothing if there is nothing new. */
  commitOutputs(): Promise<void> {
    const { mark, outputs, position } = this
    this.outputs = []
    return this.inTurn(async () => {
      if (outputs.length > 0 || position > this.progress.position) await this.write(outputs, [], { position, mark })
    })
  }

  /** Ends the use of the store at once; what is staged is dropped, and the file is removed. The log is left open. */
  async close(): Promise<void> {
    this.failure ??= { error: new Error('the store of the partition was closed') }
    this.file.close()
  }

  private async write(outputs: readonly OutputRecord[], changes: readonly StateRecord[], to: Progress): Promise<void> {
    // A state can be committed while outputs after it are computed again: readers have those.
    const further = to.position < this.progress.position ? this.progress : to
    const state = [...changes, progressRecord(further)]
    const { position } = further
    try {
      await this.log.commit({ outputs, state, position })
      if (this.failure) throw this.failure.error
      for (const record of state) this.apply(record)
    } catch (error) {
      this.failure ??= { error }
      throw error
    }
  }

  /** The records that change the value of a key, the head of its parts last. */
  private records(key: string, value: Uint8Array | undefined): StateRecord[] {
    const before = this.committed.get(key)
    if (value === undefined && before === undefined) return []
    const split = value && value.length > mostBytes ? splitValue(value) : undefined
    const next: StateRecord[] = (split?.parts ?? []).map((part, i) => ({ key: recordKey(key, i + 1), value: part }))
    next.push({ key: recordKey(key, split && 0), value: split ? split.head : value })
    const written = new Set(next.map((record) => record.key))
    const removed = keysOf(key, before).filter((each) => !written.has(each))
    return [...removed.map((each) => ({ key: each, value: undefined })), ...next]
  }

  /** Takes over a record that was committed. */
  private apply(record: StateRecord): void {
    this.progress = parseProgress(record) ?? this.progress
    const { key: text, value } = record
    const parsed = parseRecordKey(text)
    if (!parsed) return
    const { key, part } = parsed
    if (value) this.file.put(text, value)
    else this.file.delete(text)
    if (part !== undefined && part > 0) return
    // The last head or whole value counts: of an earlier one, a log that was compacted need not say that it is removed.
    if (value) this.committed.set(key, part === undefined ? 0 : partsOf(value))
    else if (keysOf(key, this.committed.get(key))[0] === text) this.committed.delete(key)
  }

  private read(key: string): Uint8Array | undefined {
    const parts = this.committed.get(key)
    if (parts === undefined) return undefined
    if (parts === 0) return this.file.get(recordKey(key))
    const [head, ...rest] = keysOf(key, parts).map((each) => this.file.get(each))
    return joinParts(key, head!, rest)
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const call = this.calls.then(() => {
      if (this.failure) throw this.failure.error
      return work()
    })
    this.calls = call.catch(() => undefined)
    return call
  }
}

/** The keys of the records of a value with this number of parts; none if there is no value. */
function keysOf(key: string, parts: number | undefined): string[] {
  if (parts === undefined) return []
  if (parts === 0) return [recordKey(key)]
  return Array.from({ length: parts + 1 }, (_, part) => recordKey(key, part))
}
