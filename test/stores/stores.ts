import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { FolderStore, type FolderStoreOptions } from '../../src/stores/folder-store.ts'
import type { Store } from '../../src/stores/store.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A new folder, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-store-'))
  folders.push(folder)
  return folder
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What a store holds, as text by key. */
export async function contents(store: Store): Promise<Record<string, string>> {
  const all: [string, string][] = []
  for (const key of await store.keys()) all.push([key, new TextDecoder().decode(await store.get(key))])
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Commits values to a folder, each in a commit of its own. */
export async function commitAll(folder: string, values: readonly Readonly<Record<string, string>>[]): Promise<void> {
  const { store } = await FolderStore.open(folder)
  for (const value of values) {
    for (const [key, text] of Object.entries(value)) await store.put(key, bytes(text))
    await store.commit()
  }
  await store.close()
}

/** What a folder holds and the notes of opening it. */
export async function opened(folder: string, options?: FolderStoreOptions) {
  const { store, notes } = await FolderStore.open(folder, options)
  try {
    return { all: await contents(store), notes, number: store.commitNumber }
  } finally {
    await store.close()
  }
}
