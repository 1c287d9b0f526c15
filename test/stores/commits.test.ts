import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { problemOf, storedCommits, storeFiles } from '../../src/stores/commits.ts'
import { DataFiles } from '../../src/stores/data-files.ts'
import { dataName, manifestName } from '../../src/stores/file-names.ts'
import { commitAll, newFolder } from './stores.ts'

it('lists the checkpoints of a folder, the newest first, with the problem of each', async () => {
  const folder = newFolder()
  await commitAll(folder, [{ a: 'one' }, { a: 'two' }, { a: 'three' }])
  writeFileSync(join(folder, 'a.json'), '{}')
  truncateSync(join(folder, manifestName(3)), 40)
  truncateSync(join(folder, dataName(2)), 2)
  const commits = await storedCommits(folder, await storeFiles(folder))
  expect(commits.map(({ number }) => number)).toEqual([3, 2, 1])
  const data = new DataFiles(folder)
  const problems = []
  for (const commit of commits) problems.push(await problemOf(commit, data))
  expect(problems).toEqual([
    'its manifest is cut off or altered',
    'checkpoint-00000002.data is missing or cut off at "a"',
    undefined,
  ])
  await data.close()
})

it('omits a checkpoint that was removed meanwhile', async () => {
  expect(await storedCommits(newFolder(), [{ name: manifestName(1), kind: 'manifest', number: 1 }])).toEqual([])
})
