import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../errors.ts'
import { lookAtCsv } from '../look/look-at-csv.ts'
import { outline } from '../pipeline/outline.ts'
import { TextChunks } from '../sources/text-chunks.ts'
import { orderProblem } from './order-problem.ts'
import type { Terminal } from './terminal.ts'

export interface InitOptions {
  /** File to write; `-` is standard output. Default: the CSV's name with .yaml, in the working directory. */
  readonly output?: string
  readonly force?: boolean
}

/**
 * `rxcast init FILE.csv`: guesses the content of the file and writes a pipeline for it.
 *
 * @throws ConfigError if no pipeline could forecast the file well, or the output exists; DataError if there is nothing
 * to forecast
 */
export async function init(csv: string, { output, force }: InitOptions, terminal: Terminal): Promise<void> {
  const text = new TextChunks(resolve(csv), csv, 'utf-8', new AbortController().signal)
  const look = await lookAtCsv(csv, text, 'write the pipeline by hand: rxcast list csv')
  const problem = orderProblem(csv, look)
  if (problem) throw new ConfigError([problem])
  const name = basename(csv).replace(/(\.(csv|tsv|txt))?(\.gz)?$/i, '')
  const file = output ?? `${name}.yaml`
  const folder = file === '-' ? '.' : dirname(file)
  const yaml = outline(look, {
    csv: slashed(relative(folder, csv)),
    name,
    schema: slashed(
      relative(resolve(folder), fileURLToPath(new URL('../../schema/pipeline.schema.json', import.meta.url))),
    ),
  })
  if (file === '-') return terminal.out(yaml)
  if (existsSync(file) && !force) {
    throw new ConfigError([
      {
        where: `${file}:`,
        message:
          'expected a file that does not exist yet, got an existing one; name another with --output, or overwrite it with --force',
      },
    ])
  }
  writeFileSync(file, yaml)
  const { time, target, cadence, rows } = look
  terminal.out(`wrote ${terminal.paint('bold', file)}\n`)
  terminal.err(
    `time "${time}", target "${target}", ${cadence === undefined ? 'no steady cadence' : `cadence ${cadence}`}, about ${rows} rows\n` +
      `run it: rxcast run ${file}\n`,
  )
}

const slashed = (path: string) => path.split(sep).join('/')
