import { writeFile } from 'node:fs/promises'
import { contentsOf, fieldsOf } from '../checkpoint/contents.ts'
import { DataError } from '../errors.ts'
import { type Tensor, writeSafetensors } from '../lstm/safetensors.ts'
import { tensorsOf } from '../lstm/weights.ts'
import { type CommitKey, type ReadCommit, readCommits } from '../stores/read-commits.ts'
import { type Inspected, inspectReport } from './inspect-report.ts'
import { areOutcomes, overStored, storedScoresJson } from './stored-series.ts'
import type { Terminal } from './terminal.ts'

/** Options of `rxcast inspect`. */
export interface InspectOptions {
  readonly json?: boolean | undefined
  /** Number of the checkpoint to look into; the newest one that is whole by default. */
  readonly from?: number | undefined
  /** File to write the weights of all LSTMs to, as safetensors. */
  readonly weights?: string | undefined
}

/**
 * `rxcast inspect FOLDER`: the checkpoints of a folder, and what one of them holds.
 *
 * @throws DataError if there is no such checkpoint or it is damaged
 */
export async function inspect(
  folder: string,
  { json, from, weights }: InspectOptions,
  terminal: Terminal,
): Promise<void> {
  await readCommits(folder, async (commits) => {
    const chosen = choose(folder, commits, from)
    if (weights !== undefined) {
      await writeWeights(chosen.keys, weights)
      terminal.err(`wrote ${weights}\n`)
    }
    const contents = await contentsOf(chosen.keys)
    const inspected = { folder, commits, number: chosen.number, contents }
    terminal.out(json ? inspectJson(inspected) : inspectReport(inspected, terminal))
  })
}

/** The names of the tensors begin with the key that their network is under. */
async function writeWeights(keys: readonly CommitKey[], path: string): Promise<void> {
  const tensors: Tensor[] = []
  for (const { key, read } of keys) tensors.push(...tensorsOf(fieldsOf(await read()), key))
  if (tensors.length === 0)
    throw new DataError(`${path}: expected a checkpoint with LSTMs, got one without; nothing was written`)
  try {
    await writeFile(path, writeSafetensors(tensors))
  } catch (error) {
    throw new DataError(`${path}: expected a file that can be written, got ${(error as Error).message}`)
  }
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
  const { series, ...rest } = contents
  const json = {
    folder,
    checkpoints,
    checkpoint: number,
    ...rest,
    over: series.length > 1 && !areOutcomes(series) ? overStored(series) : [],
    series: series.map((one) => ({ key: one.key, bytes: one.bytes, scores: storedScoresJson(one) })),
  }
  return `${JSON.stringify(json, null, 2)}\n`
}
