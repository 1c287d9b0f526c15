import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realPath, statsOf, targetOf } from '../../src/sinks/target.ts'
import { newFolder } from './place.ts'

describe('targetOf', () => {
  it('follows links to the file, also to one that does not exist yet', () => {
    const folder = realPath(newFolder())
    const at = (name: string) => join(folder, name)
    writeFileSync(at('file'), '')
    symlinkSync('file', at('link'))
    symlinkSync('link', at('second'))
    symlinkSync('later', at('dangling'))
    mkdirSync(at('deep'))
    symlinkSync('../nowhere/file', at('deep/dangling'))
    symlinkSync('deep', at('folder'))
    const leads = ['file', 'link', 'second', 'dangling', 'folder/dangling', 'new/er/file'].map(at)
    expect(leads.map(targetOf)).toEqual(
      ['file', 'file', 'file', 'later', 'nowhere/file', 'new/er/file'].map((name) => ({
        kind: 'file',
        path: at(name),
      })),
    )
  })

  it('ends with links that lead to each other, and with a file in the place of a folder', () => {
    const folder = newFolder()
    symlinkSync('b', join(folder, 'a'))
    symlinkSync('a', join(folder, 'b'))
    writeFileSync(join(folder, 'file'), '')
    expect(targetOf(join(folder, 'a')).kind).toBe('file')
    expect(targetOf(join(folder, 'file/out.csv')).kind).toBe('file')
    expect(statsOf(join(folder, 'file/out.csv'))).toBeUndefined()
  })

  it('knows what cannot be replaced', () => {
    const pipe = join(newFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    symlinkSync(pipe, `${pipe}-link`)
    expect(['/dev/null', pipe, `${pipe}-link`].map((path) => targetOf(path).kind)).toEqual(['device', 'pipe', 'pipe'])
    expect(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'].map((path) => targetOf(path).kind)).toEqual(
      Array.from({ length: 4 }, () => 'standard output'),
    )
    expect(['/dev/stderr', '/dev/fd/2'].map((path) => targetOf(path).kind)).toEqual([
      'standard error',
      'standard error',
    ])
  })
})
