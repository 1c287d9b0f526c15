import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { command, days, folderWith } from './command.ts'

const oldest = days(Array.from({ length: 40 }, (_, i) => i % 9))
const [header, ...rows] = oldest.trimEnd().split('\n')
// No line end at the end: two rows must not become one.
const newest = [header, ...rows.toReversed()].join('\n')

/** The commands that a refusal names, run by a shell as they stand. */
function obey(stderr: string, folder: string): void {
  const commands = [...stderr.matchAll(/^ {2}(.+>.+)$/gm)].map(([, text]) => text!)
  expect(commands).toHaveLength(1)
  execFileSync('sh', ['-c', commands[0]!], { cwd: folder })
}

describe('init, if the order of rows would not run', () => {
  it('names a command that reverses a file, and the command works', async () => {
    const folder = folderWith({ 'new first.csv': newest })
    const { code, stderr } = await command(['init', 'new first.csv'], folder)
    expect(code).toBe(2)
    expect(stderr).toContain('new first.csv: expected the oldest row first, got the newest')
    obey(stderr, folder)
    expect(await command(['init', 'new first-oldest-first.csv'], folder)).toMatchObject({ code: 0 })
    const { stdout } = await command(['run', 'new first-oldest-first.yaml'], folder)
    expect(stdout).toContain('40 rows = 40 accepted + 0 imputed + 0 rejected + 0 skipped')
  })

  it('does so for a compressed file', async () => {
    const folder = folderWith({})
    writeFileSync(join(folder, 'rows.csv.gz'), gzipSync(newest))
    obey((await command(['init', 'rows.csv.gz'], folder)).stderr, folder)
    expect(await command(['init', 'rows-oldest-first.csv'], folder)).toMatchObject({ code: 0 })
  })

  it('names the column that separates several series, and how to extract one', async () => {
    const panel = [
      'date,city,value',
      ...rows.flatMap((row) => [row.replace(',', ',Oslo,'), row.replace(',', ',Bergen,')]),
    ]
    const folder = folderWith({ 'panel.csv': `${panel.join('\n')}\n` })
    const { code, stderr } = await command(['init', 'panel.csv'], folder)
    expect([code, stderr]).toEqual([2, expect.stringContaining('"city" tells them apart, 2 series in one file')])
    obey(stderr, folder)
    expect(await command(['init', 'panel-oslo.csv'], folder)).toMatchObject({ code: 0 })
    const { stdout } = await command(['run', 'panel-oslo.yaml'], folder)
    expect(stdout).toContain('40 rows = 40 accepted + 0 imputed + 0 rejected + 0 skipped')
  })
})
