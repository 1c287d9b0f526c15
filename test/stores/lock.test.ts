import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isAt, lock, openForLock } from '../../src/stores/lock.ts'
import { newFolder } from './stores.ts'

it('locks a file for one descriptor until it is closed, and leaves what it holds', async () => {
  const path = join(newFolder(), 'a')
  writeFileSync(path, 'text')
  const [first, second] = [await openForLock(path), await openForLock(path)]
  expect(await lock(first, path)).toBe(true)
  expect(await lock(second, path)).toBe(false)
  expect(await second.readFile('utf8')).toBe('text')
  await first.close()
  expect(await lock(second, path)).toBe(true)
  await second.close()
})

it('does not count a lock on a file that is no longer at its path', async () => {
  const path = join(newFolder(), 'a')
  const first = await openForLock(path)
  expect(await isAt(first, path)).toBe(true)
  rmSync(path)
  expect(await lock(first, path)).toBe(false)
  const second = await openForLock(path)
  expect(await isAt(first, path)).toBe(false)
  expect(await lock(second, path)).toBe(true)
  await Promise.all([first.close(), second.close()])
})
