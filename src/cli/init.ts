import { existsSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from '../errors.ts'
import type { Look } from '../look/look.ts'
import { outline } from '../pipeline/outline.ts'
import { exitCode } from './exit-code.ts'
import { Interruption } from './interruption.ts'
import { lookReport } from './look-report.ts'
import { type LookVerbOptions, looked } from './looked.ts'
import type { Terminal } from './terminal.ts'

export interface InitOptions extends LookVerbOptions {
  /** File to write; `-` is standard output. Default: the name of the input with .yaml, in the working directory. */
  readonly output?: string
  readonly force?: boolean
  readonly json?: boolean
}

/**
 * `rxcast init FILE`: looks at a file and writes a pipeline for it.
 *
 * @returns the exit code
 * @throws ConfigError if the output exists; DataError if there is nothing to forecast
 */
export async function init(given: string, options: InitOptions, terminal: Terminal): Promise<number> {
  const { output, force, horizon, json = false } = options
  const found = await looked(given, { ...options, quiet: json }, terminal)
  if (found instanceof Interruption) return found.code
  const { look, file } = found
  file.close()
  const written = output ?? `${file.title}.yaml`
  const folder = written === '-' ? '.' : dirname(written)
  const copied = file.folder !== '.'
  const yaml = outline(
    look,
    {
      path: copied ? given : slashed(relative(folder, file.path)),
      name: file.title,
      schema: slashed(
        relative(resolve(folder), fileURLToPath(new URL('../../schema/pipeline.schema.json', import.meta.url))),
      ),
    },
    { horizon },
  )
  if (written === '-') {
    terminal.out(yaml)
    return exitCode.done
  }
  if (existsSync(written) && !force) {
    throw new ConfigError([
      {
        where: `${written}:`,
        message:
          'expected a file that does not exist yet, got an existing one; name another with --output, or overwrite it with --force',
      },
    ])
  }
  if (!existsSync(folder))
    throw new ConfigError([
      { where: `${written}:`, message: `expected a folder that exists, got "${folder}"; create it first` },
    ])
  writeFileSync(written, yaml)
  if (json) {
    terminal.out(foundJson(given, written, look))
    return exitCode.done
  }
  terminal.err(lookReport(given, look, terminal.paint))
  terminal.out(`wrote ${terminal.paint('bold', written)}\n`)
  terminal.err(`run it: rxcast run ${written}\n`)
  return exitCode.done
}

function foundJson(file: string, pipeline: string, look: Look): string {
  const {
    time,
    targets,
    bounds,
    covariates,
    known,
    outcome = false,
    by,
    cadence = null,
    seasons,
    left,
    rows,
    series,
    notes,
    checks,
  } = look
  const data = { time, targets, bounds, covariates, known, outcome, by, cadence, seasons, left, rows, series }
  const found = { file, pipeline, ...data, notes, checks }
  return `${JSON.stringify(found, null, 2)}\n`
}

const slashed = (path: string) => path.split(sep).join('/')
