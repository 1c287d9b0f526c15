import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from '../../src/cli/program.ts'
import { memoryTerminal } from '../cli/memory-terminal.ts'

const inputs = fileURLToPath(new URL('inputs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'rxcast-cases-'))

/** The path of a file of the cases, such as `no-header/prices.csv`. */
export const inputOf = (name: string) => join(inputs, name)

/** Writes a file of its own and returns its path. */
export function made(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** A forecast of one lead, as `rxcast forecast --json` prints it. */
export interface Next {
  readonly [column: string]: unknown
  readonly series: string
  readonly origin: string
  readonly time: string
  readonly lead: number
  readonly forecast: number
  readonly lower_80: number | null
  readonly upper_80: number | null
  readonly lower_95: number | null
  readonly upper_95: number | null
}

/** The document that `rxcast forecast --json` prints, and its exit code. */
export interface Answer {
  readonly code: number
  readonly error?: string
  readonly time: string | readonly string[]
  readonly targets: readonly string[]
  readonly by: readonly string[]
  readonly cadence: string | null
  readonly seasons: readonly number[]
  readonly left: readonly { readonly column: string; readonly why: string }[]
  readonly rows: { readonly [kind: string]: number }
  readonly next: readonly Next[]
  readonly notes: readonly string[]
}

/** What `rxcast forecast FILE --json` answers, with other arguments behind the file. */
export async function answerTo(path: string, ...args: readonly string[]): Promise<Answer> {
  const terminal = memoryTerminal()
  const code = await program(['forecast', path, '--json', ...args], terminal)
  return { code, ...JSON.parse(terminal.written.out) }
}

/** Numbers from −1 to 1 that are the same in every run. */
export function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 1_073_741_824 - 1
  }
}

/** The day `count` days after 1970-01-01, such as 2024-01-31. */
export const dayText = (count: number) => new Date(count * 86_400_000).toISOString().slice(0, 10)
