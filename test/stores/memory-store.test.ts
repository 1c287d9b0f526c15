import { describe, expect, it } from 'vitest'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { bytes, contents, newFolder } from './stores.ts'

describe.each([
  ['MemoryStore', async () => new MemoryStore()],
  ['FolderStore', async () => (await FolderStore.open(newFolder())).store],
])('%s', (_, open) => {
  it('shows what was put to get at once, and to keys after the commit', async () => {
    const store = await open()
    await store.put('a', bytes('1'))
    expect(await store.get('a')).toEqual(bytes('1'))
    expect(await store.keys()).toEqual([])
    await store.commit()
    expect(await contents(store)).toEqual({ a: '1' })
    await store.close()
  })

  it('removes a key with the commit', async () => {
    const store = await open()
    await store.put('a', bytes('1'))
    await store.put('b', bytes('2'))
    await store.commit()
    await store.delete('a')
    expect(await store.get('a')).toBeUndefined()
    expect(await store.keys()).toEqual(['a', 'b'])
    await store.commit()
    expect(await contents(store)).toEqual({ b: '2' })
    await store.close()
  })

  it('keeps the last of several values, and takes calls in their order', async () => {
    const store = await open()
    await Promise.all([
      store.put('a', bytes('1')),
      store.put('a', bytes('2')),
      store.commit(),
      store.put('a', bytes('3')),
    ])
    expect(await store.get('a')).toEqual(bytes('3'))
    await store.put('a', bytes('2'))
    await store.commit()
    expect(await contents(store)).toEqual({ a: '2' })
    await store.close()
  })

  it('has no value for a key that was never put, and takes any text as a key, and no bytes as a value', async () => {
    const store = await open()
    expect(await store.get('a')).toBeUndefined()
    for (const key of ['__proto__', '', '../x', 'ü\n"', '\ud800']) await store.put(key, bytes(''))
    await store.commit()
    expect([...(await store.keys())].sort()).toEqual(['', '../x', '__proto__', 'ü\n"', '\ud800'].sort())
    expect(await store.get('__proto__')).toEqual(bytes(''))
    await store.close()
  })

  it('does not change with the array that was put', async () => {
    const store = await open()
    const value = bytes('1')
    await store.put('a', value)
    value[0] = 0
    expect(await store.get('a')).toEqual(bytes('1'))
    await store.close()
  })
})
