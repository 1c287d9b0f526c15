import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FollowPosition } from '../../src/sources/follow-position.ts'
import { FollowedFile } from '../../src/sources/followed-file.ts'
import { newFolder } from './following.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const text = (read: Uint8Array | undefined) => read && Buffer.from(read).toString()

it('stays the same file when it is renamed, and notices when it is written again', async () => {
  const path = join(newFolder(), 'a.csv')
  expect(await FollowedFile.open(path, 'a.csv')).toBeUndefined()
  writeFileSync(path, 'abc')
  const file = (await FollowedFile.open(path, 'a.csv'))!
  renameSync(path, `${path}.1`)
  appendFileSync(`${path}.1`, 'def')
  expect(text(await file.read(2, bytes('ab')))).toBe('cdef')
  expect(text(await file.read(6, bytes('ef')))).toBe('')
  const position = new FollowPosition({ state() {} })
  position.begin(file.inode, new Uint8Array(0))
  expect(await file.holds(position)).toBe(true)
  position.pass(bytes('abcd'), 4)
  expect([await file.holds(position), await file.mayHold(position)]).toEqual([true, false])
  truncateSync(`${path}.1`, 3)
  expect(await file.read(6, bytes('ef'))).toBeUndefined()
  expect([await file.holds(position), await file.mayHold(position)]).toEqual([false, true])
  writeFileSync(`${path}.1`, 'abxdef')
  expect([await file.holds(position), await file.mayHold(position)]).toEqual([false, false])
  await file.close()
})

it('is found by its first bytes before a row of it was taken', async () => {
  const path = join(newFolder(), 'a.csv')
  writeFileSync(path, 'abc')
  const file = (await FollowedFile.open(path, 'a.csv'))!
  const position = new FollowPosition({ state() {} })
  position.begin('another', await file.head())
  expect(await file.holds(position)).toBe(true)
  writeFileSync(path, 'xyzabc')
  position.inode = file.inode
  expect(await file.holds(position)).toBe(false)
  await file.close()
})

it('is not a folder', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'rows'))
  await expect(FollowedFile.open(join(folder, 'rows'), 'rows')).rejects.toThrow(
    'rows: expected a file to follow, got a folder or a pipe; name a file, or leave out follow',
  )
})
