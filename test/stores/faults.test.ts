import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { bytes, commitAll, contents, newFolder, opened } from './stores.ts'

const script = fileURLToPath(new URL('./full-disk.mjs', import.meta.url))
const root = process.getuid?.() === 0
const mounted: string[] = []
afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder])
})

/** A disk of 256 kB; undefined if this user cannot mount one. */
function smallDisk(): string | undefined {
  const folder = newFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    console.warn(`NOT TESTED on a full disk: no small disk can be mounted here (${(error as Error).message.trim()})`)
    return undefined
  }
  mounted.push(folder)
  return folder
}

describe('a full disk', () => {
  it('fails the put with the folder and a cure, and leaves the last commit; commits go on when there is room', async () => {
    const folder = smallDisk()
    if (folder === undefined) return
    await commitAll(folder, [{ a: '1' }])
    const { store } = await FolderStore.open(folder)
    const failed = store.put('large', new Uint8Array(300_000))
    await expect(failed).rejects.toThrow(DataError)
    await expect(failed).rejects.toThrow(
      `${folder}: expected room on the disk, got "ENOSPC: no space left on device, write"`,
    )
    await store.put('b', bytes('2'))
    await expect(store.put('b', new Uint8Array(300_000))).rejects.toThrow('expected room on the disk')
    await store.commit()
    expect(await contents(store)).toEqual({ a: '1', b: '2' })
    await store.close()
    expect((await opened(folder)).all).toEqual({ a: '1', b: '2' })
  })

  it('fails the commit if only the manifest has no room, and the next one commits what was put', async () => {
    const folder = smallDisk()
    if (folder === undefined) return
    await commitAll(folder, [{ a: '1' }])
    const before = readdirSync(folder).sort()
    const { store } = await FolderStore.open(folder)
    await store.put('b', new Uint8Array(100_000))
    try {
      writeFileSync(join(folder, 'filler'), new Uint8Array(300_000))
    } catch {}
    await expect(store.commit()).rejects.toThrow('expected room on the disk')
    expect(await store.keys()).toEqual(['a'])
    expect(await store.get('b')).toEqual(new Uint8Array(100_000))
    rmSync(join(folder, 'filler'))
    expect(readdirSync(folder).sort()).toEqual(['checkpoint-00000002.data', ...before].sort())
    await store.put('c', bytes('2'))
    await store.commit()
    await store.put('b', bytes('3'))
    await store.commit()
    await store.close()
    expect(await opened(folder, { from: 2 })).toMatchObject({ all: { a: '1', c: '2' }, notes: [] })
    expect((await opened(folder)).all).toEqual({ a: '1', b: '3', c: '2' })
  })

  it('leaves no file of a run that ends after its commit failed', async () => {
    const folder = smallDisk()
    if (folder === undefined) return
    await commitAll(folder, [{ a: '1' }])
    const before = readdirSync(folder).sort()
    const { store } = await FolderStore.open(folder)
    await store.put('b', new Uint8Array(100_000))
    try {
      writeFileSync(join(folder, 'filler'), new Uint8Array(300_000))
    } catch {}
    await expect(store.commit()).rejects.toThrow('expected room on the disk')
    await store.close()
    rmSync(join(folder, 'filler'))
    expect(readdirSync(folder).sort()).toEqual(before)
    expect((await opened(folder)).all).toEqual({ a: '1' })
  })

  it.skipIf(process.platform === 'win32')('is like a limit on the size of files', async () => {
    const folder = newFolder()
    await commitAll(folder, [{ a: '1' }])
    const limited = ['-c', 'ulimit -f 100; exec "$@"', 'sh', process.execPath, script, folder]
    const child = spawn('sh', limited, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const [failures] = await once(child, 'message')
    expect(failures).toEqual(
      [
        `DataError: ${folder}: expected a file that may grow, got "EFBIG: file too large, write"; raise the limit on the size of files`,
        expect.any(String),
      ].slice(0, failures.length),
    )
    const { all, notes } = await opened(folder)
    expect(all.a).toBe('1')
    expect(notes).toEqual([])
  })
})

describe('a folder that cannot be written', () => {
  it('is refused with its name and a cure', async () => {
    if (root) {
      const disk = smallDisk()
      if (disk === undefined) return
      execFileSync('mount', ['-o', 'remount,ro', disk])
      await expect(opened(disk)).rejects.toThrow(
        `${disk}: expected a disk that can be written, got "EROFS: read-only file system, open '${disk}/lock'"; name another folder`,
      )
      await expect(opened(join(disk, 'state'))).rejects.toThrow('expected a disk that can be written')
      return
    }
    const folder = newFolder()
    chmodSync(folder, 0o555)
    await expect(opened(folder)).rejects.toThrow(
      `${folder}: expected permission to write, got "EACCES: permission denied`,
    )
    await expect(opened(join(folder, 'state'))).rejects.toThrow('expected permission to write')
    chmodSync(folder, 0o755)
  })

  it('fails the next commit if it became so, or was moved away, and the last commit stays', async () => {
    const folder = newFolder()
    await commitAll(join(folder, 'state'), [{ a: '1' }])
    const { store } = await FolderStore.open(join(folder, 'state'))
    execFileSync('mv', [join(folder, 'state'), join(folder, 'moved')])
    await expect(store.put('a', bytes('2'))).rejects.toThrow('expected a folder that stays, got "ENOENT')
    await expect(store.commit()).resolves.toBeUndefined()
    await store.close()
    expect((await opened(join(folder, 'moved'))).all).toEqual({ a: '1' })
  })
})
