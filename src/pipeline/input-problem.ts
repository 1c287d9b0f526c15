import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Problem } from '../series/errors.ts'
import type { Pipeline } from './pipeline.ts'

/** What is wrong with the file that a pipeline reads, before it is opened: that there is none, or that it is a folder. Undefined where it can be read, and for standard input. */
export function inputProblem({ source, folder, locate }: Pipeline): Problem | undefined {
  const { path } = source.argument as { readonly path: string }
  if (path === '-') return undefined
  const found = statSync(resolve(folder, path), { throwIfNoEntry: false })
  if (found && !found.isDirectory()) return undefined
  const got = found ? 'a folder; name the file in it' : 'no such file; it counts from the pipeline file'
  return {
    where: locate([...source.path!, 'path']),
    message: `${source.word.name}.path: expected a file to read, got "${path}", ${got}`,
  }
}
