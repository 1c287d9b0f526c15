import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Place } from '../../src/series/place.ts'
import type { Reject } from '../../src/series/reject.ts'
import { csvSource } from '../../src/sources/csv.ts'
import type { SourceWord } from '../../src/sources/source.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-sources-'))
let files = 0

/** Writes a file of its own and returns its path. */
export function fileOf(content: string | Uint8Array, ending = '.csv'): string {
  const path = join(folder, `${++files}${ending}`)
  writeFileSync(path, content)
  return path
}

/** What came of reading a file. */
export interface Gathered {
  readonly observations: Observation[]
  readonly rejects: Reject[]
  readonly ledger: Ledger
  /** With the file's path taken out: it differs from run to run. */
  readonly failure: string | undefined
}

/** Reads a file to its end. Checks the law of the ledger on the way. */
export async function gather(
  path: string,
  options: object,
  { word = csvSource as SourceWord, strict = false } = {},
): Promise<Gathered> {
  const rejects: Reject[] = []
  const ledger = new Ledger((reject) => rejects.push(reject))
  const argument = word.argument.parse({ path, ...options })
  const reading = word.build(argument, { resolve: (name) => name, strict }).open(ledger, new AbortController().signal)
  const observations: Observation[] = []
  for await (const batch of reading.batches) observations.push(...batch)
  if (ledger.rows !== observations.length + rejects.length + ledger.skipped)
    throw new Error('the ledger does not add up')
  return { observations, rejects, ledger, failure: reading.failure?.message.replaceAll(path, 'FILE') }
}

/** The line that a reject or an observation was read from. */
export const lineOf = (place: Place | undefined) => (place && 'line' in place ? place.line : undefined)

/** Values of the first channel. */
export const valuesOf = ({ observations }: Gathered): number[] => observations.map(({ values }) => values[0]!)
