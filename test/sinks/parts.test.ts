import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { partOf, sweepParts } from '../../src/sinks/parts.ts'

describe('sweepParts', () => {
  it('removes the partial files of a killed process, once it has ended, and nothing else', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'rxcast-parts-')), 'out.csv')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    const pid = child.pid!
    const left = partOf(path, pid)
    const others = [
      partOf(path),
      partOf(`${path}.rejects.ndjson`, pid),
      `${path}.0badcafe-${pid}.part`,
      `${path}.${pid}.part`,
      `${left}.part`,
      path,
    ]
    for (const file of [left, ...others]) writeFileSync(file, '')
    const there = () => readdirSync(join(path, '..')).sort()

    sweepParts(path)
    expect(there()).toEqual([left, ...others].map((file) => basename(file)).sort())
    child.kill('SIGKILL')
    await once(child, 'exit')
    sweepParts(path)
    expect(there()).toEqual(others.map((file) => basename(file)).sort())
  })

  it('ignores a folder that does not exist', () => {
    expect(() => sweepParts(join(tmpdir(), 'no/such/folder/out.csv'))).not.toThrow()
  })
})
