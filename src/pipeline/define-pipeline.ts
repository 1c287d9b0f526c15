import { resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { checkTree, type PipelineTree } from './check-tree.ts'
import type { Pipeline } from './pipeline.ts'

/** What a pipeline written in code has no file to say. */
export interface Whereabouts {
  /** What to call it; `pipeline` by default. */
  readonly name?: string
  /** Folder that relative paths count from; the working directory by default. */
  readonly folder?: string
}

/**
 * The call tree of a pipeline file, written in code; checked like one.
 *
 * @throws ConfigError with every problem, each with the path of the part at fault.
 * @example
 * await runPipeline(definePipeline({ source: { csv: { path: 'data.csv', time: 'date', target: 'value' } }, steps: [{ forecast: { horizon: 7 } }] }))
 */
export function definePipeline(tree: PipelineTree, { name = 'pipeline', folder = '.' }: Whereabouts = {}): Pipeline {
  const locate = (path: readonly PropertyKey[]) => `${[name, ...path].join('.')}:`
  const parts = checkTree(tree, folder)
  if (!('source' in parts)) {
    throw new ConfigError(parts.map(({ path, message }) => ({ where: locate(path), message })))
  }
  return { name, locate, folder: resolve(folder), ...parts }
}
