import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Milliseconds between two looks at a file whose system reports no changes, such as one of a network. */
const lookMs = 500

/** Waits for changes of a file, which need not exist. */
export class FileChanges {
  private readonly path: string
  private watcher: FSWatcher | undefined
  private changed = false
  private wake = () => {}

  constructor(path: string) {
    this.path = path
  }

  /** Resolves when the file may have changed since this was called before, or when the signal is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const isNew = this.watcher === undefined
    this.watcher ??= this.watch()
    // What changed before it was watched is seen by reading once more.
    if ((isNew && this.watcher) || this.changed || signal.aborted) {
      this.changed = false
      return
    }
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        this.wake = () => {}
        this.changed = false
        resolve()
      }
      const timer = setTimeout(done, lookMs)
      signal.addEventListener('abort', done)
      this.wake = done
    })
  }

  close(): void {
    this.watcher?.close()
    this.watcher = undefined
  }

  /** Of the folder, since a file that is renamed takes its watcher with it; undefined if that is not possible. */
  private watch(): FSWatcher | undefined {
    try {
      const watcher = watch(dirname(this.path), (_, name) => {
        if (name !== null && name !== basename(this.path)) return
        this.changed = true
        this.wake()
      })
      // Rows are read anyway, a little later.
      watcher.on('error', () => this.close())
      return watcher
    } catch {
      return undefined
    }
  }
}
