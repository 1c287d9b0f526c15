import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { bytes, newFolder, opened } from './stores.ts'

const holder = fileURLToPath(new URL('./holder.mjs', import.meta.url))

/** A process that holds the lock of a folder. */
async function holding(folder: string): Promise<ChildProcess> {
  const child = fork(holder, [folder])
  expect(await once(child, 'message')).toEqual(['open', undefined])
  return child
}

const refused = (folder: string, pid: number | undefined) =>
  `${folder}: expected a folder that no other run uses, got one that process ${pid} on ${hostname()} uses; end that run, or name another`

describe('the lock of a folder', () => {
  it('refuses a second store in the same process until the first is closed', async () => {
    const folder = newFolder()
    const { store } = await FolderStore.open(folder)
    await expect(opened(folder)).rejects.toThrow(refused(folder, process.pid))
    await store.close()
    await opened(folder)
  })

  it('refuses a second process, and is free at once when the first is killed', async () => {
    const folder = newFolder()
    for (let round = 0; round < 3; round++) {
      const child = await holding(folder)
      await expect(opened(folder)).rejects.toThrow(refused(folder, child.pid))
      child.kill('SIGKILL')
      await once(child, 'exit')
      await opened(folder)
    }
  })

  it('refuses a process that is not the first, and a worker', async () => {
    const folder = newFolder()
    const { store } = await FolderStore.open(folder)
    const child = fork(holder, [folder])
    expect(await once(child, 'message')).toEqual([refused(folder, process.pid), undefined])
    const worker = new Worker(holder, { argv: [folder] })
    expect(await once(worker, 'message')).toEqual([refused(folder, process.pid)])
    await store.close()
  })

  it('is noticed when its file is removed: nothing is committed then', async () => {
    const folder = newFolder()
    const { store } = await FolderStore.open(folder)
    rmSync(join(folder, 'lock'))
    await store.put('a', bytes('1'))
    await expect(store.commit()).rejects.toThrow(
      `${folder}: expected its file "lock", got none or another; leave it in place`,
    )
    await store.close()
    expect((await opened(folder)).all).toEqual({})
  })

  it('does not write through a symbolic link', async () => {
    const folder = newFolder()
    const target = join(newFolder(), 'precious')
    writeFileSync(target, 'text')
    symlinkSync(target, join(folder, 'lock'))
    await expect(opened(folder)).rejects.toThrow('"lock" to be a file')
    expect(readFileSync(target, 'utf8')).toBe('text')
  })
})
