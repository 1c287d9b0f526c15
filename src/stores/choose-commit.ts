import { DataError } from '../errors.ts'
import { problemOf, type StoredCommit } from './commits.ts'
import type { DataFiles } from './data-files.ts'

/**
 * The commit to start from: the newest one that is whole, or the one of a number. All its bytes are checked.
 *
 * @param name the folder as the user wrote it
 * @returns its number, and a sentence for each newer one that is damaged; undefined if there are no commits
 * @throws DataError if none is whole
 */
export async function chooseCommit(
  commits: readonly StoredCommit[],
  from: number | 'last',
  data: DataFiles,
  name: string,
): Promise<{ readonly number: number; readonly notes: readonly string[] } | undefined> {
  const candidates = from === 'last' ? commits : commits.filter(({ number }) => number === from)
  const problems: string[] = []
  for (const commit of candidates) {
    const problem = await problemOf(commit, data)
    if (problem === undefined) {
      const notes = problems.map((each) => `${name}: ${each}; ${titleOf(commit)} is used`)
      return { number: commit.number, notes }
    }
    problems.push(`${titleOf(commit)} is damaged: ${problem}`)
  }
  if (problems.length > 0) {
    const cure =
      from === 'last' ? 'restore the folder from a copy, or begin again with --fresh' : 'start from another one'
    throw new DataError(`${name}: expected a checkpoint that is whole, got none: ${problems.join('; ')}; ${cure}`)
  }
  if (from === 'last') return undefined
  const numbers = commits.map(({ number }) => number).join(', ')
  const expected = numbers === '' ? 'no number, since there is no checkpoint' : `one of the checkpoints ${numbers}`
  throw new DataError(`${name}: expected ${expected}, got ${from}; name one that is there`)
}

const titleOf = ({ number, manifest }: StoredCommit) =>
  manifest ? `checkpoint ${number} of ${manifest.written}` : `checkpoint ${number}`
