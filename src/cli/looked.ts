import { type Look, lookAt } from '../look/look.ts'
import type { LookHints } from '../look/look-hints.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import type { Conditions } from './arguments.ts'
import { type InputFile, inputFile } from './input-file.ts'
import { Interruption } from './interruption.ts'
import { type Bytes, ProgressLine } from './progress.ts'
import type { Terminal } from './terminal.ts'

/** What the user says about a file, as options of `forecast` and `init`. */
export interface LookVerbOptions {
  readonly target?: readonly string[]
  readonly by?: readonly string[]
  readonly time?: readonly string[]
  readonly encoding?: string
  readonly delimiter?: string
  readonly where?: Conditions
  readonly asOf?: string
  readonly sum?: string
  readonly mean?: string
  readonly zone?: string
  readonly covariates?: readonly string[]
  readonly outcome?: LookHints['outcome']
  readonly horizon?: number
  readonly all?: boolean
}

/** The options of the source that choose rows or put them together, and their zone. */
const rowOptions = ({ where, asOf, sum, mean, zone }: LookVerbOptions): LookHints['rows'] => ({
  ...(where === undefined ? {} : { where }),
  ...(asOf === undefined ? {} : { until: asOf }),
  ...(sum === undefined ? {} : { sum }),
  ...(mean === undefined ? {} : { mean }),
  ...(zone === undefined ? {} : { zone }),
})

/** A file and what it was found to hold. */
export interface Looked {
  readonly file: InputFile
  readonly look: Look
}

/**
 * Looks at a file with progress on `err`.
 *
 * @returns what interrupted it, if something did
 * @throws DataError if there is nothing to forecast
 */
export async function looked(
  given: string,
  options: LookVerbOptions & { readonly quiet?: boolean },
  terminal: Terminal,
): Promise<Looked | Interruption> {
  const { target, by, time, covariates, outcome, encoding, delimiter, quiet = false } = options
  const interruption = new Interruption(process)
  const line = new ProgressLine('looking', terminal, performance.now())
  const progress = (bytes: Bytes) => {
    if (!quiet) line.bytes(bytes, performance.now())
  }
  let file: InputFile | undefined
  try {
    file = await inputFile(given, interruption.stop, progress)
    const { open } = file
    const hints = { targets: target, by, time, covariates, outcome, encoding, delimiter, rows: rowOptions(options) }
    const look = await lookAt(file.path, () => watched(open(), progress), hints)
    if (!interruption.stop.aborted) return { file, look }
  } catch (error) {
    if (!interruption.stop.aborted) {
      file?.close()
      throw error
    }
  } finally {
    line.clear()
    interruption.end()
  }
  file?.close()
  return interruption
}

/** The same input, which reports each chunk. */
const watched = (input: ByteInput, progress: (input: ByteInput) => void): ByteInput => ({
  get bytesRead() {
    return input.bytesRead
  },
  get bytesTotal() {
    return input.bytesTotal
  },
  repeatable: input.repeatable,
  get slice() {
    return input.slice
  },
  async *bytes() {
    for await (const chunk of input.bytes()) {
      progress(input)
      yield chunk
    }
  },
})
