import { contentsOf } from '../checkpoint/contents.ts'
import { DataError } from '../errors.ts'
import { type ReadCommit, readCommits } from '../stores/read-commits.ts'
import { type Inspected, inspectReport } from './inspect-report.ts'
import type { Terminal } from './terminal.ts'

/** Options of `rxcast inspect`. */
export interface InspectOptions {
  readonly json?: boolean | undefined
  /** Number of the checkpoint to look into; the newest one that is whole by default. */
  readonly from?: number | undefined
}

/**
 * `rxcast inspect FOLDER`: the checkpoints of a folder, and what one of them holds.
 *
 * @throws DataError if there is no such checkpoint or it is damaged
 */
export async function inspect(folder: string, { json, from }: InspectOptions, terminal: Terminal): Promise<void> {
  await readCommits(folder, async (commits) => {
    const chosen = choose(folder, commits, from)
    const contents = await contentsOf(chosen.keys)
    const inspected = { folder, commits, number: chosen.number, contents }
    terminal.out(json ? inspectJson(inspected) : inspectReport(inspected, terminal))
  })
}

function choose(folder: string, commits: readonly ReadCommit[], from: number | undefined): ReadCommit {
  const chosen = commits.find(({ number, problem }) => (from === undefined ? !problem : number === from))
  if (chosen && !chosen.problem) return chosen
  const got = chosen ? [chosen] : from === undefined ? commits : []
  const problems = got.map(({ number, problem }) => `checkpoint ${number} is damaged: ${problem}`).join('; ')
  const numbers = commits.map(({ number }) => number).join(', ')
  throw new DataError(
    got.length > 0
      ? `${folder}: expected a checkpoint that is whole, got none: ${problems}; restore the folder from a copy`
      : `${folder}: expected one of the checkpoints ${numbers}, got ${from}; name one that is there`,
  )
}

function inspectJson({ folder, commits, number, contents }: Inspected): string {
  const checkpoints = commits.map(({ keys, number, problem, written }) => ({
    number,
    written: written ?? null,
    bytes: keys.reduce((sum, { bytes }) => sum + bytes, 0),
    whole: problem === undefined,
    problem: problem ?? null,
  }))
  return `${JSON.stringify({ folder, checkpoints, checkpoint: number, ...contents }, null, 2)}\n`
}
