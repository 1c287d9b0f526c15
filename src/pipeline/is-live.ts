import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Pipeline } from './pipeline.ts'

/** Whether the rows of a pipeline arrive as they occur: from standard input, or from a named pipe. */
export function isLive({ folder, source: { word, argument } }: Pick<Pipeline, 'folder' | 'source'>): boolean {
  const { files, live } = word.facts(argument)
  return live || files.some((path) => statSync(resolve(folder, path), { throwIfNoEntry: false })?.isFIFO() ?? false)
}
