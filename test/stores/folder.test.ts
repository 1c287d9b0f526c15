import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { manifestName } from '../../src/stores/file-names.ts'
import { demandOwn, makeFolder, writeDurably } from '../../src/stores/folder.ts'
import { bytes, newFolder } from './stores.ts'

it('makes a folder with those above it, and is content with one that exists', async () => {
  const folder = join(newFolder(), 'a/b/c')
  await makeFolder(folder)
  await makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

it('accepts an empty folder, a new disk, hidden files, and other files beside checkpoints; else refuses', async () => {
  const folder = newFolder()
  await demandOwn(folder, 'state')
  mkdirSync(join(folder, 'lost+found'))
  for (const name of ['.gitignore', 'lock']) writeFileSync(join(folder, name), '')
  await demandOwn(folder, 'state')
  for (const name of ['a.csv', 'b.csv', 'c.csv']) writeFileSync(join(folder, name), '')
  await expect(demandOwn(folder, 'state')).rejects.toThrow(
    /^state: expected .* got one with \S+ and 2 more; name another$/,
  )
  writeFileSync(join(folder, manifestName(1)), '')
  await demandOwn(folder, 'state')
})

it('writes a new file, and overwrites none', async () => {
  const path = join(newFolder(), 'a')
  await writeDurably(path, bytes('x'))
  expect(readFileSync(path, 'utf8')).toBe('x')
  await expect(writeDurably(path, bytes('y'))).rejects.toThrow('EEXIST')
})
