import { mkdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataName } from '../../src/stores/file-names.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { readCommits } from '../../src/stores/read-commits.ts'
import { bytes, commitAll, newFolder } from './stores.ts'

it('reads the checkpoints of a folder that a run uses, whole or not', async () => {
  const folder = newFolder()
  await commitAll(folder, [{ a: 'one', b: 'b' }, { a: 'three' }])
  truncateSync(join(folder, dataName(2)), 1)
  const { store } = await FolderStore.open(folder)
  const commits = await readCommits(folder, async (commits) => {
    expect(await commits[1]!.keys[0]!.read()).toEqual(bytes('one'))
    return commits
  })
  expect(commits).toMatchObject([
    { number: 2, problem: expect.stringContaining('missing or cut off at "a"'), keys: [{}, {}] },
    {
      number: 1,
      problem: undefined,
      keys: [
        { key: 'a', bytes: 3 },
        { key: 'b', bytes: 1 },
      ],
    },
  ])
  await store.close()
})

it('refuses a folder without checkpoints, and one that does not exist', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'empty'))
  const read = (name: string) => readCommits(join(folder, name), async () => undefined)
  await expect(read('empty')).rejects.toThrow(`${folder}/empty: expected a folder with checkpoints, got one without`)
  await expect(read('none')).rejects.toThrow('none: expected a folder with checkpoints, got none; name that of a run')
})
