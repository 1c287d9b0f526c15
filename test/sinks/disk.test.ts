import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppendedFile } from '../../src/sinks/appended-file.ts'
import { WholeFile } from '../../src/sinks/whole-file.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { filesIn, newFolder } from './place.ts'

const mounted: string[] = []
afterAll(() => {
  for (const folder of mounted) spawnSync('umount', [folder])
})

/** A disk in memory; undefined if this user cannot mount one. */
function disk(options: string, prepare: (folder: string) => void = () => {}): string | undefined {
  const folder = newFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status !== 0) return undefined
  mounted.push(folder)
  prepare(folder)
  return folder
}

const small = disk('size=512k', (folder) => writeFileSync(join(folder, 'out.csv'), 'old\n'))
const line = `${'x'.repeat(999)}\n`
const full = /^out\.csv: expected a file that can be written, got ENOSPC: .*; free some room on the disk$/

describe.skipIf(small === undefined)('a full disk', () => {
  const path = join(small ?? '', 'out.csv')

  it('ends a file that would be replaced, and the one before stays', async () => {
    const file = new WholeFile(path, 'out.csv')
    await file.open()
    const filled = (async () => {
      for (let i = 0; i < 1000; i++) await file.write(line)
      await file.close()
    })()
    await expect(filled).rejects.toThrow(full)
    await file.abort()
    expect(filesIn(small!)).toEqual({ 'out.csv': 'old\n' })
  })

  it('keeps what a run with a checkpoint wrote, which goes on when there is room', async () => {
    const options = { keeps: true }
    const file = new WholeFile(path, 'out.csv', options)
    await file.open()
    await file.write(line)
    await file.sync()
    const state = snapshot(file)
    const filled = (async () => {
      for (let i = 0; i < 1000; i++) await file.write(line)
    })()
    await expect(filled).rejects.toThrow(full)
    // Text is lost: there is no checkpoint after it.
    await expect(file.sync()).rejects.toThrow(full)
    await file.abort()
    const next = new WholeFile(path, 'out.csv', options)
    restore(next, state)
    await next.open()
    await next.write('new\n')
    await next.close()
    expect(filesIn(small!)).toEqual({ 'out.csv': `${line}new\n` })
  })

  it('leaves whole lines and at most half a one in a file that grows, which is added to when there is room', async () => {
    rmSync(path)
    const file = new AppendedFile(path, 'out.csv')
    await file.open()
    file.begin('a\n')
    const filled = (async () => {
      for (let i = 0; i < 1000; i++) await file.write(line)
    })()
    await expect(filled).rejects.toThrow(full)
    await file.abort()
    const warnings: string[] = []
    const before = filesIn(small!)['out.csv']!
    expect(before.length).toBeGreaterThan(400_000)
    rmSync(path)
    writeFileSync(path, before.slice(0, 100_500))
    const next = new AppendedFile(path, 'out.csv', { warn: (warning) => warnings.push(warning) })
    await next.open()
    next.begin('a\n')
    await next.write('new\n')
    await next.close()
    expect(filesIn(small!)).toEqual({ 'out.csv': `a\n${line.repeat(100)}new\n` })
    expect(warnings).toEqual(['out.csv: half a line at its end was cut off (498 bytes)'])
  })
})

/** A folder that cannot be written to: for an administrator, a disk mounted so. */
const closed = process.getuid?.() === 0 ? disk('ro') : newFolder()
if (closed !== undefined && process.getuid?.() !== 0) chmodSync(closed, 0o555)

describe.skipIf(closed === undefined)('a folder that cannot be written to', () => {
  const path = join(closed ?? '', 'out.csv')

  it.each([
    ['replaced', () => new WholeFile(path, 'out.csv')],
    ['added to', () => new AppendedFile(path, 'out.csv')],
  ] as const)('is reported when a file that is %s is opened', async (_, make) => {
    const file = make()
    await expect(file.open()).rejects.toThrow(/^out\.csv: expected a file that can be written, got E(ROFS|ACCES): .*; /)
    await file.abort()
  })
})
