/**
 * Bytes under keys, changed by commits that take effect completely or not at all. A run keeps its checkpoints in one;
 * write your own for a database or the browser's IndexedDB.
 *
 * Calls can overlap: each takes effect in the order of the calls.
 */
export interface Store {
  /** The keys of the last commit. */
  keys(): Promise<readonly string[]>
  /** The bytes put since the last commit, else those of the last commit; undefined if there are none. */
  get(key: string): Promise<Uint8Array | undefined>
  /**
   * Stages bytes for the next commit, instead of those staged before under the same key. If it fails, these stay.
   *
   * @param bytes must not change until the promise is resolved
   */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Stages the removal of a key. */
  delete(key: string): Promise<void>
  /**
   * Commits everything staged. It is durable when the promise is resolved. If the commit fails, the last commit is
   * unchanged and everything staged stays staged for the next attempt.
   */
  commit(): Promise<void>
  /** Ends the use of the store. What is staged is dropped. */
  close(): Promise<void>
}
