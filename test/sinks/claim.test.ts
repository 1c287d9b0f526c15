import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { claim, demandUnclaimed } from '../../src/sinks/claim.ts'
import { newFolder } from './place.ts'

const holder = fileURLToPath(new URL('holder.mjs', import.meta.url))
const refusal = 'out.csv: expected a file that no other run writes, got one that is being written; end the other run'

describe('claim', () => {
  it('keeps other runs of this process out until the file is closed', async () => {
    const path = join(newFolder(), 'out.csv')
    await demandUnclaimed(path, 'out.csv')
    const file = await claim(path, 'out.csv')
    await expect(claim(path, 'out.csv')).rejects.toThrow(refusal)
    await expect(demandUnclaimed(path, 'out.csv')).rejects.toThrow(refusal)
    await file.close()
    await demandUnclaimed(path, 'out.csv')
    await (await claim(path, 'out.csv')).close()
  })

  it('keeps other processes out, and no longer than until they are killed', async () => {
    const path = join(newFolder(), 'out.csv')
    const child = spawn(process.execPath, [holder, path, 'out.csv'])
    await once(child.stdout, 'data')
    await expect(claim(path, 'out.csv')).rejects.toThrow(refusal)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await (await claim(path, 'out.csv')).close()
  })

  it('gives the file at the path, not one that was moved away', async () => {
    const path = join(newFolder(), 'out.csv.part')
    const first = await claim(path, 'out.csv')
    renameSync(path, `${path}.final`)
    const second = await claim(path, 'out.csv')
    expect((await second.stat()).ino).not.toBe((await first.stat()).ino)
    await Promise.all([first.close(), second.close()])
  })

  it('does not follow a link in the place of a temporary file', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'precious'), 'kept')
    symlinkSync('precious', join(folder, 'out.csv.part'))
    await expect(claim(join(folder, 'out.csv.part'), 'out.csv')).rejects.toThrow('ELOOP')
    await expect(demandUnclaimed(join(folder, 'out.csv.part'), 'out.csv')).rejects.toThrow('ELOOP')
  })

  it('creates no file to see whether one is written', async () => {
    const path = join(newFolder(), 'out.csv')
    await demandUnclaimed(path, 'out.csv')
    expect(existsSync(path)).toBe(false)
  })
})
