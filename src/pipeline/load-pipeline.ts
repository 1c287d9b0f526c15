import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { ConfigError } from '../series/errors.ts'
import { checkTree } from './check-tree.ts'
import type { Pipeline } from './pipeline.ts'
import { YamlDocument } from './yaml-document.ts'

/**
 * Reads a pipeline file and checks all of it. Nothing is opened but the file itself.
 *
 * @throws ConfigError with every problem, each with file, line and column.
 * @example
 * await runPipeline(loadPipeline('pipelines/weather.yaml'))
 */
export function loadPipeline(file: string): Pipeline {
  return parsePipeline(readText(file), file)
}

/** `loadPipeline` for a text that is already there; `file` is what to call it, and where its relative paths count from. */
export function parsePipeline(text: string, file: string): Pipeline {
  const document = new YamlDocument(file, text)
  if (document.problems.length > 0) throw new ConfigError(document.problems)
  const folder = dirname(resolve(file))
  const parts = checkTree(document.value, folder)
  if (!('source' in parts)) {
    throw new ConfigError(parts.map(({ path, key, message }) => ({ where: document.locate(path, key), message })))
  }
  return { name: nameOf(file), locate: (path) => document.locate(path), folder, ...parts }
}

function readText(file: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const got = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : message
    throw new ConfigError([
      { where: `${file}:`, message: `expected a pipeline file, got ${got}; rxcast init FILE.csv writes one` },
    ])
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ConfigError([{ where: `${file}:`, message: 'expected UTF-8, got other bytes; save it as UTF-8' }])
  }
}

const nameOf = (file: string) => basename(file).replace(/\.ya?ml$/, '')
