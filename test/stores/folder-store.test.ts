import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { bytes, commitAll, contents, newFolder, opened } from './stores.ts'

describe('FolderStore', () => {
  it('holds what was committed when it is opened again, and not what was only put', async () => {
    const folder = join(newFolder(), 'a/b')
    const { store, notes } = await FolderStore.open(folder)
    expect(notes).toEqual([])
    expect(store.commitNumber).toBeUndefined()
    await store.put('a', bytes('1'))
    await store.put('b', bytes('2'))
    await store.commit()
    await store.put('a', bytes('3'))
    await store.close()
    expect(await opened(folder)).toEqual({ all: { a: '1', b: '2' }, notes: [], number: 1 })
  })

  it('says which folder and file were damaged while it was open, and what to do', async () => {
    const folder = newFolder()
    const { store } = await FolderStore.open(folder)
    await store.put('series/7', bytes('state'))
    await store.commit()
    const data = readdirSync(folder).find((name) => name.endsWith('.data'))!
    writeFileSync(join(folder, data), 'staTe')
    await expect(store.get('series/7')).rejects.toThrow(
      `${folder}: expected the state that was written, got a damaged one: ${data} is altered at "series/7"; run again: a checkpoint that is whole is used; restore the folder from a copy if none is`,
    )
    await store.close()
  })

  it('keeps the last three commits, and starts from any of them', async () => {
    const folder = newFolder()
    await commitAll(folder, [{ a: '1', b: '1' }, { a: '2' }, { a: '3' }, { a: '4' }])
    expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(3)
    for (const from of [2, 3, 4]) expect((await opened(folder, { from })).all).toEqual({ a: String(from), b: '1' })
    await expect(opened(folder, { from: 1 })).rejects.toThrow(
      `${folder}: expected one of the checkpoints 4, 3, 2, got 1; name one that is there`,
    )
  })

  it('removes the commits after the one it started from with its next commit, not before', async () => {
    const folder = newFolder()
    await commitAll(folder, [{ a: '1' }, { a: '2' }, { a: '3' }])
    await opened(folder, { from: 1 })
    const { store } = await FolderStore.open(folder, { from: 1 })
    await store.put('b', bytes('1'))
    await store.commit()
    await store.close()
    expect((await opened(folder)).all).toEqual({ a: '1', b: '1' })
    expect(readdirSync(folder).sort()).toEqual([
      'checkpoint-00000001.data',
      'checkpoint-00000001.json',
      'checkpoint-00000004.data',
      'checkpoint-00000004.json',
      'lock',
    ])
  })

  it('starts empty if asked to, and removes the others with its next commit', async () => {
    const folder = newFolder()
    await commitAll(folder, [{ a: '1' }])
    expect((await opened(folder, { fresh: true })).all).toEqual({})
    expect((await opened(folder)).all).toEqual({ a: '1' })
    const { store } = await FolderStore.open(folder, { fresh: true })
    await store.commit()
    await store.close()
    expect(await opened(folder)).toEqual({ all: {}, notes: [], number: 2 })
  })

  it('writes nothing if nothing changed', async () => {
    const folder = newFolder()
    await commitAll(folder, [{ a: '1', b: '2' }, { a: '1' }, {}])
    expect((await opened(folder)).number).toBe(1)
  })

  it('writes only what changed, and stays in a few files', async () => {
    const folder = newFolder()
    const { store } = await FolderStore.open(folder)
    const expected: Record<string, string> = {}
    for (let i = 0; i < 100; i++) {
      const key = `series/${(i * 7) % 40}`
      expected[key] = String(i).repeat(50 - (i % 50))
      await store.put(key, bytes(expected[key]!))
      await store.commit()
    }
    expect(await contents(store)).toEqual(
      Object.fromEntries(Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    await store.close()
    expect(readdirSync(folder).filter((name) => name.endsWith('.data')).length).toBeLessThan(14)
  })

  it('takes a bounded room for keys that are put again and again before a commit', async () => {
    const folder = newFolder()
    const { store } = await FolderStore.open(folder)
    const expected: Record<string, string> = {}
    for (let i = 0; i < 2000; i++) {
      const key = `series/${(i * 7) % 40}`
      expected[key] = String(i).padEnd(8000 + ((i * 7919) % 8000))
      await store.put(key, bytes(expected[key]!))
      if (i % 5 === 0) await store.delete(`series/${(i * 3) % 40}`)
      if (i % 5 === 0) delete expected[`series/${(i * 3) % 40}`]
    }
    // 40 values of at most 16 kB each; 2,000 of them would take 24 MB.
    expect(statSync(join(folder, 'checkpoint-00000001.data')).size).toBeLessThan(2 * 40 * 16_000)
    await store.commit()
    await store.close()
    const sorted = Object.entries(expected).sort(([a], [b]) => (a < b ? -1 : 1))
    expect((await opened(folder)).all).toEqual(Object.fromEntries(sorted))
  })

  it('sweeps what killed runs have left, and no file of another name', async () => {
    const folder = newFolder()
    await commitAll(folder, [{ a: '1' }])
    const left = ['checkpoint-00000007.data', 'checkpoint-00000008.json.part']
    const others = ['checkpoint-7.data', 'checkpoint-00000007.data~', 'notes.txt', 'checkpoint-00000007.txt']
    for (const name of [...left, ...others]) writeFileSync(join(folder, name), 'x')
    await commitAll(folder, [{ a: '2' }])
    const names = readdirSync(folder)
    for (const name of left) expect(names).not.toContain(name)
    for (const name of others) expect(names).toContain(name)
  })

  it('refuses a folder that holds other things only, and leaves it unchanged', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'thesis.txt'), 'x')
    await expect(opened(folder)).rejects.toThrow(
      `${folder}: expected an empty folder or one with checkpoints, got one with thesis.txt; name another`,
    )
    expect(readdirSync(folder)).toEqual(['thesis.txt'])
    await expect(opened(join(folder, 'thesis.txt'))).rejects.toThrow('expected a folder, got "EEXIST')
  })

  it('takes no calls after it was closed', async () => {
    const { store } = await FolderStore.open(newFolder())
    await store.close()
    await store.close()
    await expect(store.put('a', bytes('1'))).rejects.toThrow('expected an open store')
    await expect(store.commit()).rejects.toThrow('expected an open store')
  })
})
