import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { program } from '../../src/cli/program.ts'
import { memoryTerminal } from './memory-terminal.ts'

/** The command line as it is built. */
export const rxcast = resolve('dist/cli/rxcast.js')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built command line. */
export function start(args: readonly string[], cwd = '.'): ChildProcessWithoutNullStreams {
  const { NO_COLOR, FORCE_COLOR, ...env } = process.env
  return spawn(process.execPath, [rxcast, ...args], { cwd, env })
}

/** Waits for its end. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })))
}

/** Runs the built command line to its end, with nothing on standard input. */
export function command(args: readonly string[], cwd?: string): Promise<Finished> {
  const child = start(args, cwd)
  child.stdin.end()
  return finished(child)
}

/** Runs a command line in this process, where Node need not start first. It must not read standard input or write there. */
export async function commandHere(args: readonly string[], cwd = '.'): Promise<Finished> {
  const terminal = memoryTerminal()
  const before = process.cwd()
  process.chdir(cwd)
  try {
    const code = await program(args, terminal)
    return { code, stdout: terminal.written.out, stderr: terminal.written.err }
  } finally {
    process.chdir(before)
  }
}

/** A new folder with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-cli-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

/** A pipeline over `rows.csv` with the cheapest of experts: what is looked at here is the command, not the forecasts. */
export const cheap = `source:
  csv: { path: rows.csv, time: date, target: value }
steps:
  - inOrder
  - fillGaps: 1d
  - forecast: { horizon: 2, season: none, experts: [persistence], intervals: [0.8] }
  - score
sinks:
  - csv: out/forecasts.csv
`

/** A CSV of days with these values; a text stands as it is. */
export function days(values: readonly (number | string)[]): string {
  const rows = values.map((value, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${value}\n`)
  return `date,value\n${rows.join('')}`
}
