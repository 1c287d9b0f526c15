import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { checkTree } from './check-tree.ts'
import type { Pipeline } from './pipeline.ts'
import { type Environment, Variables } from './variables.ts'
import { YamlDocument } from './yaml-document.ts'

/**
 * Reads and checks a pipeline file. No other file is opened. `${NAME}` in a text is the value of an environment variable.
 *
 * @param environment the variables; by default those of the process
 * @returns the pipeline, ready for `runPipeline`
 * @throws ConfigError with every problem, each with file, line and column
 * @example
 * await runPipeline(loadPipeline('pipelines/weather.yaml'))
 */
export function loadPipeline(file: string, environment: Environment = process.env): Pipeline {
  return parsePipeline(readText(file), file, environment)
}

/**
 * Checks the text of a pipeline file, as `loadPipeline` does.
 *
 * @param file name for messages; relative paths in the text are relative to its folder
 * @param environment the variables; by default those of the process
 * @throws ConfigError with every problem, each with file, line and column
 */
export function parsePipeline(text: string, file: string, environment: Environment = process.env): Pipeline {
  const document = new YamlDocument(file, text)
  const { problems } = document
  if (problems.length > 0 && document.value === undefined) {
    throw new ConfigError(isData(file) || isTable(text) ? [noPipeline(file)] : problems)
  }
  const folder = dirname(resolve(file))
  const variables = new Variables(environment, folder)
  const { expand, faults, hide } = variables
  const parts = checkTree(variables.in(document.value), folder, file, expand)
  if (!('source' in parts) || faults.length > 0) {
    if (typeof document.value !== 'object' && (isData(file) || isTable(text))) throw new ConfigError([noPipeline(file)])
    // Other problems at the place of an unset variable follow from it.
    const places = new Set(faults.map(({ path }) => path.join('.')))
    const others = 'source' in parts ? [] : parts.filter(({ path }) => !places.has(path.join('.')))
    const all = [...faults, ...others].map(({ path, key, message }) => ({
      where: document.locate(path, key),
      message: hide(message),
    }))
    throw new ConfigError([...problems, ...all])
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return { name: nameOf(file), locate: (path) => document.locate(path), folder, ...variables.uses, ...parts }
}

const isData = (file: string) => /\.(csv|tsv|txt|ndjson|jsonl)(\.gz)?$|\.gz$/i.test(file)

/** True if the first two lines have the same number of cells, more than one, and no `name:`: rows, not YAML. */
function isTable(text: string): boolean {
  const [first = '', second = ''] = text.split(/\r?\n/, 2)
  return [',', ';', '\t', '|'].some((mark) => {
    const cells = first.split(mark).length
    return cells > 1 && cells === second.split(mark).length && !/^\s*[\w-]+:(\s|$)/.test(first)
  })
}

const noPipeline = (file: string) => ({
  where: `${file}:1:1`,
  message: `expected a pipeline file, got data; rxcast init ${file} writes a pipeline for it`,
})

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
    if (isData(file)) throw new ConfigError([noPipeline(file)])
    throw new ConfigError([{ where: `${file}:`, message: 'expected UTF-8, got other bytes; save it as UTF-8' }])
  }
}

const nameOf = (file: string) => basename(file).replace(/\.ya?ml$/, '')
