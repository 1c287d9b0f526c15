import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../errors.ts'
import { lookAt } from '../look/look.ts'
import { outline } from '../pipeline/outline.ts'
import { InputBytes } from '../sources/input-bytes.ts'
import type { Terminal } from './terminal.ts'

export interface InitOptions {
  /** File to write; `-` is standard output. Default: the CSV's name with .yaml, in the working directory. */
  readonly output?: string
  readonly force?: boolean
}

/**
 * `rxcast init FILE.csv`: looks at the file and writes a pipeline for it.
 *
 * @throws ConfigError if the output exists; DataError if there is nothing to forecast
 */
export async function init(csv: string, { output, force }: InitOptions, terminal: Terminal): Promise<void> {
  const look = await lookAt(csv, () => new InputBytes(resolve(csv), csv, new AbortController().signal))
  const name = basename(csv).replace(/(\.(csv|tsv|txt))?(\.gz)?$/i, '')
  const file = output ?? `${name}.yaml`
  const folder = file === '-' ? '.' : dirname(file)
  const yaml = outline(look, {
    path: slashed(relative(folder, csv)),
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
  const { time, targets, cadence, rows, notes } = look
  terminal.out(`wrote ${terminal.paint('bold', file)}\n`)
  terminal.err(
    `time "${time.join(' ')}", target "${targets.join(', ')}", ${cadence === undefined ? 'no steady cadence' : `cadence ${cadence}`}, ${rows} rows\n` +
      notes.map((note) => `note: ${note}\n`).join('') +
      `run it: rxcast run ${file}\n`,
  )
}

const slashed = (path: string) => path.split(sep).join('/')
