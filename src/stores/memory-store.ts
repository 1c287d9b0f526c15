import type { Store } from './store.ts'

/**
 * A store in memory, for tests and for pages that save its bytes elsewhere.
 *
 * @example
 * const store = new MemoryStore()
 * await store.put('series/a', snapshot(run))
 * await store.commit()
 */
export class MemoryStore implements Store {
  private committed: ReadonlyMap<string, Uint8Array> = new Map()
  /** Undefined for a key to remove. */
  private staged = new Map<string, Uint8Array | undefined>()

  async keys(): Promise<readonly string[]> {
    return [...this.committed.keys()]
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return (this.staged.has(key) ? this.staged : this.committed).get(key)?.slice()
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    this.staged.set(key, Uint8Array.from(bytes))
  }

  async delete(key: string): Promise<void> {
    this.staged.set(key, undefined)
  }

  async commit(): Promise<void> {
    const next = new Map(this.committed)
    for (const [key, bytes] of this.staged) {
      if (bytes) next.set(key, bytes)
      else next.delete(key)
    }
    this.committed = next
    this.staged = new Map()
  }

  async close(): Promise<void> {
    this.staged = new Map()
  }
}
