import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rejectLine } from '../../src/series/reject.ts'
import { RejectsFile } from '../../src/sinks/rejects.ts'

const reject = (line: number) => ({
  place: { file: 'a.csv', line },
  column: 'y',
  reason: 'expected a number, got "x"',
  raw: ['x'],
})

describe('RejectsFile', () => {
  it('writes one object per line, in order of arrival', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'rxcast-rejects-')), 'out.rejects.ndjson')
    const file = new RejectsFile(path, 'out.rejects.ndjson')
    file.add(reject(2))
    await file.flush()
    file.add(reject(5))
    expect(await file.close()).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe(rejectLine(reject(2)) + rejectLine(reject(5)))
  })

  it('creates no file if there is nothing to write, nor if the run is aborted', async () => {
    const home = mkdtempSync(join(tmpdir(), 'rxcast-rejects-'))
    const none = new RejectsFile(join(home, 'a'), 'a')
    expect(await none.close()).toBe(false)
    expect(existsSync(join(home, 'a'))).toBe(false)
    const given = new RejectsFile(join(home, 'b'), 'b')
    given.add(reject(1))
    await given.flush()
    await given.abort()
    expect(readdirSync(home)).toEqual([])
  })

  it('removes the file of an earlier run if nothing was rejected, and leaves it if the run is aborted', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'rxcast-rejects-')), 'a')
    writeFileSync(path, 'stale')
    await new RejectsFile(path, 'a').abort()
    expect(existsSync(path)).toBe(true)
    expect(await new RejectsFile(path, 'a').close()).toBe(false)
    expect(existsSync(path)).toBe(false)
  })
})
