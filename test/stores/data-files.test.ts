import { truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DataFiles } from '../../src/stores/data-files.ts'
import { dataName } from '../../src/stores/file-names.ts'
import { sha256 } from '../../src/stores/sha256.ts'
import { bytes, newFolder } from './stores.ts'

it('reads the bytes of a key, and finds them altered, cut off or missing', async () => {
  const folder = newFolder()
  const path = join(folder, dataName(1))
  writeFileSync(path, 'one two')
  const files = new DataFiles(folder)
  const entry = { file: dataName(1), offset: 4, length: 3, sha256: await sha256(bytes('two')) }
  expect(await files.read('a', entry)).toEqual(bytes('two'))
  writeFileSync(path, 'one twO')
  await expect(files.read('a', entry)).rejects.toThrow('checkpoint-00000001.data is altered at "a"')
  truncateSync(path, 6)
  await expect(files.read('a', entry)).rejects.toThrow('checkpoint-00000001.data is missing or cut off at "a"')
  await expect(files.read('a', { ...entry, length: Number.MAX_SAFE_INTEGER })).rejects.toThrow('is missing or cut off')
  await files.close()
  unlinkSync(path)
  await expect(files.read('a', entry)).rejects.toThrow('is missing or cut off')
})
