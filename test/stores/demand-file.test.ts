import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { demandFile } from '../../src/stores/demand-file.ts'
import { dataName, lockName, manifestName } from '../../src/stores/file-names.ts'
import { commitAll, newFolder, opened } from './stores.ts'

const others: readonly [kind: string, put: (path: string) => void][] = [
  ['a named pipe', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdirSync(path)],
  ['a link to nothing', (path) => symlinkSync('/nowhere', path)],
]

describe.skipIf(process.platform === 'win32')('what is not a file', () => {
  it.each(others)('is refused: %s', async (_, put) => {
    const path = join(newFolder(), 'a')
    put(path)
    await expect(demandFile(path)).rejects.toThrow('a is not a file')
    const file = join(newFolder(), 'b')
    writeFileSync(file, '')
    await demandFile(file)
  })

  it.each(others.flatMap(([kind, put]) => [manifestName(2), dataName(2)].map((name) => [kind, name, put] as const)))(
    'is damage: %s as %s',
    async (_, name, put) => {
      const folder = newFolder()
      await commitAll(folder, [{ a: 'one' }, { a: 'two' }])
      unlinkSync(join(folder, name))
      put(join(folder, name))
      const { all, notes } = await opened(folder)
      expect(all).toEqual({ a: 'one' })
      expect(notes.join()).toContain(`checkpoint-00000002.${name === dataName(2) ? 'data' : 'json'} is not a file`)
      // The next commit gets another name.
      await commitAll(folder, [{ a: 'three' }])
      expect((await opened(folder)).all).toEqual({ a: 'three' })
    },
  )

  it.each(others)('is not a lock: %s', async (_, put) => {
    const folder = newFolder()
    await commitAll(folder, [{ a: 'one' }])
    renameSync(join(folder, lockName), join(newFolder(), 'lock'))
    put(join(folder, lockName))
    await expect(opened(folder)).rejects.toThrow(
      `${folder}: expected its "lock" to be a file, got something else; move it away`,
    )
  })
})
