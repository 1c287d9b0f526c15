import { readdirSync, readFileSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataName, manifestName } from '../../src/stores/file-names.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { sha256 } from '../../src/stores/sha256.ts'
import { bytes, commitAll, newFolder, opened } from './stores.ts'

async function threeCommits(): Promise<string> {
  const folder = newFolder()
  await commitAll(folder, [{ a: 'one' }, { a: 'two' }, { a: 'three' }])
  return folder
}

describe('the commit to start from', () => {
  it('is the newest one that is whole, and a note says which are damaged', async () => {
    const folder = await threeCommits()
    truncateSync(join(folder, manifestName(3)), 10)
    unlinkSync(join(folder, dataName(2)))
    const { all, notes, number } = await opened(folder)
    expect({ all, number }).toEqual({ all: { a: 'one' }, number: 1 })
    expect(notes).toEqual([
      expect.stringMatching(
        /checkpoint 3 is damaged: its manifest is cut off or altered; checkpoint 1 of \S+Z is used$/,
      ),
      expect.stringMatching(/checkpoint 2 of \S+Z is damaged: checkpoint-00000002.data is missing .*; checkpoint 1 of/),
    ])
  })

  it('is gone on from with a new number, and the damaged ones are removed then', async () => {
    const folder = await threeCommits()
    truncateSync(join(folder, dataName(3)), 1)
    const { store } = await FolderStore.open(folder)
    await store.commit()
    await store.close()
    expect(await opened(folder)).toEqual({ all: { a: 'two' }, notes: [], number: 4 })
    expect(readdirSync(folder)).not.toContain(dataName(3))
  })

  it('does not exist if none is whole; --fresh begins again', async () => {
    const folder = await threeCommits()
    for (const number of [1, 2, 3]) truncateSync(join(folder, manifestName(number)), 10)
    const before = readdirSync(folder)
    await expect(opened(folder)).rejects.toThrow(
      `${folder}: expected a checkpoint that is whole, got none: checkpoint 3 is damaged: its manifest is cut off or altered; checkpoint 2 is damaged: its manifest is cut off or altered; checkpoint 1 is damaged: its manifest is cut off or altered; restore the folder from a copy, or begin again with --fresh`,
    )
    expect(readdirSync(folder)).toEqual(before)
    expect(await opened(folder, { fresh: true })).toMatchObject({ all: {}, notes: [] })
  })

  it('is not replaced by another one if it was named', async () => {
    const folder = await threeCommits()
    truncateSync(join(folder, dataName(3)), 1)
    await expect(opened(folder, { from: 3 })).rejects.toThrow('start from another one')
    expect((await opened(folder, { from: 2 })).all).toEqual({ a: 'two' })
  })

  it('is not passed over because it is of a later version', async () => {
    const folder = await threeCommits()
    const path = join(folder, manifestName(3))
    const [text] = readFileSync(path, 'utf8').replace('"format": 1', '"format": 2').split(',\n"sha256"')
    writeFileSync(path, `${text},\n"sha256": "${await sha256(bytes(text!))}"\n}\n`)
    await expect(opened(folder)).rejects.toThrow(
      'expected version 1 of the format, got 2; use the version of rxcast that made it',
    )
  })
})
