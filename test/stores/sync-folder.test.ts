import { expect, it } from 'vitest'
import { syncFolder } from '../../src/stores/sync-folder.ts'
import { newFolder } from './stores.ts'

it('flushes a folder, and fails if there is none', async () => {
  const folder = newFolder()
  await syncFolder(folder)
  await expect(syncFolder(`${folder}/none`)).rejects.toThrow('ENOENT')
})
