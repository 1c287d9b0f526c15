import { resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { checkTree } from './check-tree.ts'
import type { Pipeline } from './pipeline.ts'
import type { PipelineTree } from './pipeline-tree.ts'

/** Options of `definePipeline`. */
export interface DefinePipelineOptions {
  /** Name of the pipeline; `pipeline` by default. */
  readonly name?: string
  /** Folder that paths are relative to; the working directory by default. */
  readonly folder?: string
}

/**
 * Checks a pipeline written in code, in the form of a pipeline file.
 *
 * @returns the pipeline, ready for `runPipeline`
 * @throws ConfigError with every problem, each with the path of its part
 * @example
 * await runPipeline(
 *   definePipeline({
 *     source: { csv: { path: 'data.csv', time: 'date', target: 'value' } },
 *     steps: [{ forecast: { horizon: 7 } }],
 *   }),
 * )
 */
export function definePipeline(
  tree: PipelineTree,
  { name = 'pipeline', folder = '.' }: DefinePipelineOptions = {},
): Pipeline {
  const locate = (path: readonly PropertyKey[]) => `${[name, ...path].join('.')}:`
  const parts = checkTree(tree, folder)
  if (!('source' in parts)) {
    throw new ConfigError(
      parts.map(({ path, message }) => ({ where: locate(path), message: withoutPath(path, message) })),
    )
  }
  return { name, locate, folder: resolve(folder), ...parts }
}

/** A message without the path within the word, which a file needs beside its line, and `where` already has here. */
function withoutPath(path: readonly PropertyKey[], message: string): string {
  const at = message.indexOf(': ')
  const named = `.${message.slice(0, at)}`
  return at > 0 && `.${path.join('.')}`.endsWith(named) ? message.slice(at + 2) : message
}
