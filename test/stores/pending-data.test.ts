import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataName, manifestName } from '../../src/stores/file-names.ts'
import { PendingData } from '../../src/stores/pending-data.ts'
import { bytes, newFolder } from './stores.ts'

it('writes values one after the other, and says their place', async () => {
  const folder = newFolder()
  const pending = new PendingData(folder, 3)
  expect(existsSync(join(folder, pending.name))).toBe(false)
  expect(await pending.write(bytes('one'), 'x')).toEqual({ file: dataName(3), offset: 0, length: 3, sha256: 'x' })
  expect(await pending.write(bytes('four'), 'y')).toEqual({ file: dataName(3), offset: 3, length: 4, sha256: 'y' })
  await pending.finish()
  expect(readFileSync(join(folder, dataName(3)), 'utf8')).toBe('onefour')
})

it('writes again in the room of what is no longer in use, and never over what is', async () => {
  const folder = newFolder()
  const pending = new PendingData(folder, 3)
  const first = await pending.write(bytes('one'), 'x')
  await pending.write(bytes('two'), 'y')
  pending.release({ ...first, file: dataName(2) })
  expect((await pending.write(bytes('six'), 'z')).offset).toBe(6)
  pending.release(first)
  expect((await pending.write(bytes('four'), 'z')).offset).toBe(9)
  expect((await pending.write(bytes('go'), 'z')).offset).toBe(0)
  await pending.finish()
  await pending.write(bytes('e'), 'z')
  await pending.finish()
  expect(readFileSync(join(folder, dataName(3)), 'utf8')).toBe('goetwosixfour')
})

it('leaves room for a state to grow in', async () => {
  const pending = new PendingData(newFolder(), 3)
  const first = await pending.write(new Uint8Array(400_000), 'x')
  await pending.write(new Uint8Array(400_000), 'y')
  pending.release(first)
  expect((await pending.write(new Uint8Array(401_000), 'z')).offset).toBe(first.offset)
  await pending.finish()
})

it('removes the files of its number when it is discarded, and no others', async () => {
  const folder = newFolder()
  const pending = new PendingData(folder, 3)
  await pending.write(bytes('one'), 'x')
  for (const name of [manifestName(3), manifestName(2), 'a']) writeFileSync(join(folder, name), '')
  await pending.discard()
  expect(readdirSync(folder).sort()).toEqual(['a', manifestName(2)])
})

it('overwrites no file', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, dataName(3)), 'x')
  await expect(new PendingData(folder, 3).write(bytes('one'), 'x')).rejects.toThrow('EEXIST')
})
