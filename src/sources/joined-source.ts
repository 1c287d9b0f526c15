import type { ArgumentProblem } from '../words/issues.ts'
import { JoinedReading } from './joined-reading.ts'
import { type Joining, SecondFile } from './second-file.ts'
import type { Source, SourcePlace } from './source.ts'

/**
 * A source whose observations have the columns of a second file too, if it joins one.
 *
 * @param live whether its rows arrive as they occur, so that the second file may grow
 */
export function joinedSource(source: Source, options: Joining, place: SourcePlace, live: boolean): Source {
  const { join } = options
  if (!join) return source
  const second = () => new SecondFile({ ...options, join }, place, live)
  return {
    ...source,
    open: (ledger, signal, maxBatch, from) => new JoinedReading(source.open(ledger, signal, maxBatch, from), second()),
    async peek(rows) {
      const first = await source.peek(rows)
      if (!first) return undefined
      const file = second()
      await file.read()
      return first.map((observation) => file.joined(observation))
    },
  }
}

/** Checks whether the second file can be read, for `rxcast check`. */
export const joinProblems = async (options: Joining, place: SourcePlace): Promise<readonly ArgumentProblem[]> =>
  options.join ? new SecondFile({ ...options, join: options.join }, place, false).problems() : []
