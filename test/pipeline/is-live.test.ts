import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isLive } from '../../src/pipeline/is-live.ts'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { cheap, days, folderWith } from '../cli/command.ts'

it.runIf(process.platform !== 'win32')('is so of standard input and named pipes, and of no file', () => {
  const folder = folderWith({ 'rows.csv': days([1]) })
  execFileSync('mkfifo', [join(folder, 'pipe.csv')])
  const live = (path: string) => {
    const of = folderWith({ 'p.yaml': cheap.replace('rows.csv', path) })
    return isLive(loadPipeline(join(of, 'p.yaml')))
  }
  expect([`"-"`, join(folder, 'pipe.csv'), join(folder, 'rows.csv'), join(folder, 'none.csv')].map(live)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
