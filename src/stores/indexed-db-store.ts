import { DataError } from '../errors.ts'
import type { Store } from './store.ts'

/**
 * A store in the browser's IndexedDB, which only one tab or worker can use at a time. A commit is one transaction. All
 * stores of an origin are in one database, told apart by their names.
 *
 * @example
 * // in a browser
 * const store = await IndexedDbStore.open('sensor 7')
 */
export class IndexedDbStore implements Store {
  private readonly name: string
  private readonly database: IDBDatabase
  private readonly unlock: () => void
  /** What was put since the last commit; undefined for a key to remove. */
  private staged = new Map<string, Uint8Array | undefined>()
  private closed = false
  /** The end of the last call: each waits for those before it. */
  private calls: Promise<unknown> = Promise.resolve()

  private constructor(name: string, database: IDBDatabase, unlock: () => void) {
    this.name = name
    this.database = database
    this.unlock = unlock
  }

  /**
   * Opens a store, or creates it.
   *
   * @param name any text
   * @throws DataError if the store is in use, or the browser has no IndexedDB or no locks for this page
   */
  static async open(name: string): Promise<IndexedDbStore> {
    const unlock = await lock(name)
    try {
      return new IndexedDbStore(name, await openDatabase(name), unlock)
    } catch (error) {
      unlock()
      throw error
    }
  }

  /**
   * The names of the stores of this origin that have a key.
   *
   * @throws DataError if the browser has no IndexedDB for this page
   */
  static async names(): Promise<readonly string[]> {
    // Opening the database would make it.
    const databases = await globalThis.indexedDB?.databases?.().catch(() => undefined)
    if (databases?.every(({ name }) => name !== 'rxcast')) return []
    const database = await openDatabase('rxcast')
    try {
      const keys = await finished('rxcast', database, 'readonly', (all) => all.getAllKeys())
      return [...new Set((keys as [string, string][]).map(([name]) => name))]
    } finally {
      database.close()
    }
  }

  /**
   * Deletes a store.
   *
   * @throws DataError if it is in use
   */
  static async remove(name: string): Promise<void> {
    const store = await IndexedDbStore.open(name)
    try {
      await finished(name, store.database, 'readwrite', (all) => all.delete(keysOf(name)))
    } finally {
      await store.close()
    }
  }

  keys(): Promise<readonly string[]> {
    return this.inTurn(async () => {
      const keys = await this.transaction('readonly', (all) => all.getAllKeys(keysOf(this.name)))
      return (keys as [string, string][]).map(([, key]) => key)
    })
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return this.inTurn(async () => {
      if (this.staged.has(key)) return this.staged.get(key)?.slice()
      return this.transaction('readonly', (all) => all.get([this.name, key]))
    })
  }

  put(key: string, bytes: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      // A copy, since a transaction would store the whole buffer that this is a part of.
      this.staged.set(key, Uint8Array.from(bytes))
    })
  }

  delete(key: string): Promise<void> {
    return this.inTurn(async () => {
      this.staged.set(key, undefined)
    })
  }

  commit(): Promise<void> {
    return this.inTurn(async () => {
      await this.transaction('readwrite', (all) => {
        for (const [key, bytes] of this.staged) {
          if (bytes) all.put(bytes, [this.name, key])
          else all.delete([this.name, key])
        }
        return undefined
      })
      this.staged = new Map()
    })
  }

  close(): Promise<void> {
    const closing = this.calls.then(() => {
      if (this.closed) return
      this.closed = true
      this.staged = new Map()
      this.database.close()
      this.unlock()
    })
    this.calls = closing
    return closing
  }

  private transaction<T>(
    mode: IDBTransactionMode,
    work: (all: IDBObjectStore) => IDBRequest<T> | undefined,
  ): Promise<T> {
    return finished(this.name, this.database, mode, work)
  }

  private inTurn<T>(call: () => Promise<T>): Promise<T> {
    const result = this.calls.then(() => {
      if (this.closed) throw new DataError(`${this.name}: expected an open store, got one that was closed`)
      return call()
    })
    this.calls = result.catch(() => {})
    return result
  }
}

const table = 'bytes'

/** All keys of a store: arrays sort after all texts. */
const keysOf = (name: string) => IDBKeyRange.bound([name], [name, []])

/** How long to wait for a store: the page before a reload may still hold its lock. */
const patienceMs = 2000

/** Takes the lock of a store, which the browser frees when the page or worker ends, however it ends. */
async function lock(name: string): Promise<() => void> {
  const { locks } = navigator
  if (!locks)
    throw new DataError(`${name}: expected the browser's locks, got none; open the page by https or from localhost`)
  return new Promise((resolve, reject) => {
    const hold = () => new Promise<void>((release) => resolve(release))
    locks.request(`rxcast ${name}`, { signal: AbortSignal.timeout(patienceMs) }, hold).catch((error) => {
      const inUse = `${name}: expected a store that nothing else uses, got one in use; close the other tab that has it`
      reject(error.name === 'TimeoutError' ? new DataError(inUse) : storageError(name, error))
    })
  })
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(storageError(name, error))
    try {
      const opening = indexedDB.open('rxcast', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore(table)
      opening.onerror = () => fail(opening.error)
      opening.onsuccess = () => {
        const { result } = opening
        // So that the user, or a later version, can delete the database.
        result.onversionchange = () => result.close()
        resolve(result)
      }
    } catch (error) {
      fail(error)
    }
  })
}

/** Runs a transaction, and returns the result of its request when it is durable. */
function finished<T>(
  name: string,
  database: IDBDatabase,
  mode: IDBTransactionMode,
  work: (all: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    try {
      const transaction = database.transaction(table, mode, { durability: 'strict' })
      const request = work(transaction.objectStore(table))
      transaction.oncomplete = () => resolve(request?.result as T)
      transaction.onabort = () => reject(storageError(name, transaction.error))
    } catch (error) {
      reject(storageError(name, error))
    }
  })
}

function storageError(name: string, error: unknown): DataError {
  const { name: kind, message } = (error ?? {}) as Partial<Error>
  const got = message || kind || 'an error without a message'
  if (kind === 'QuotaExceededError')
    return new DataError(`${name}: expected room in the browser's storage, got "${got}"; free some space on the disk`)
  if (kind === 'VersionError')
    return new DataError(`${name}: expected a database of this version, got "${got}"; use the rxcast that made it`)
  const cure = 'allow this page to store data; a private window may not'
  return new DataError(`${name}: expected the browser's IndexedDB, got "${got}"; ${cure}`)
}
