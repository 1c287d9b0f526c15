import type { ChangelogStore } from '../engine/changelog-store.ts'
import { DataError } from '../errors.ts'
import type { Store } from '../stores/store.ts'
import type { PartitionPosition } from './partition-position.ts'

type Place = Pick<PartitionPosition, 'next' | 'mark'>

/** Signals of a task, see `Task`. */
export interface TaskSignals {
  readonly stop: AbortSignal
  readonly cancel: AbortSignal
}

/** The store of a task: its commits have the position of the input, and end with the task. */
export class TaskStore implements Store {
  private readonly changelog: ChangelogStore
  private readonly position: () => Place
  private readonly signals: TaskSignals
  private readonly ended: () => void

  /**
   * @param position how far the input was taken
   * @param ended called when everything was committed and the task was asked to stop
   */
  constructor(changelog: ChangelogStore, position: () => Place, signals: TaskSignals, ended: () => void) {
    this.changelog = changelog
    this.position = position
    this.signals = signals
    this.ended = ended
  }

  keys(): Promise<readonly string[]> {
    return this.changelog.keys()
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.changelog.get(key)
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return this.changelog.put(key, bytes)
  }

  delete(key: string): Promise<void> {
    return this.changelog.delete(key)
  }

  async commit(): Promise<void> {
    await this.at(() => this.changelog.commit())
    if (this.signals.stop.aborted) this.ended()
  }

  commitOutputs(): Promise<void> {
    return this.at(() => this.changelog.commitOutputs())
  }

  close(): Promise<void> {
    return this.changelog.close()
  }

  private async at(commit: () => Promise<void>): Promise<void> {
    this.signals.cancel.throwIfAborted()
    const { next, mark } = this.position()
    this.changelog.position = next
    this.changelog.mark = mark
    try {
      await commit()
    } catch (error) {
      // A run goes on after a checkpoint that the disk did not take; a task is to be taken over again.
      throw error instanceof DataError ? new Error(error.message, { cause: error }) : error
    }
  }
}
