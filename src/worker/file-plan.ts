import { ConfigError } from '../errors.ts'
import type { Look } from '../look/look.ts'
import { steps as words } from '../operators/steps.ts'
import { arrange } from '../pipeline/arrange.ts'
import { choicesOf } from '../pipeline/chain.ts'
import { checkCall, type Fault } from '../pipeline/check-call.ts'
import { contextOf, type StepsInContext } from '../pipeline/context-of.ts'
import { newestRows, pipelineOf } from '../pipeline/pipeline-of.ts'
import { settingOptions } from '../pipeline/settings.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { csvOptions, csvText } from '../sources/csv-text.ts'
import { decodedText, type TextInput } from '../sources/decoded-text.ts'
import { ndjsonOptions, ndjsonText } from '../sources/ndjson-text.ts'
import { usualMissing } from '../sources/number-options.ts'
import type { Source } from '../sources/source.ts'
import type { TextPlace } from '../sources/text-source.ts'
import type { Sheet } from '../sources/workbook.ts'
import { checkArgument } from '../words/check-argument.ts'
import type { FileChoices } from './messages.ts'

/** A file's source, and the steps of its run. */
export interface FilePlan extends Pick<StepsInContext, 'context' | 'steps'> {
  readonly source: Source
  /** The choices that were made, with reasons. */
  readonly notes: readonly string[]
}

/**
 * The plan to forecast a file, after a look at it: the pipeline that `rxcast init` writes for it, with other choices.
 *
 * @param open opens the file; a sheet if it is a workbook
 * @throws ConfigError if an option is invalid
 */
export async function planOf(
  look: Look,
  { horizon, season, scale, zone, missing = [], seed = 1, all = false }: FileChoices,
  open: (sheet?: Sheet) => ByteInput,
): Promise<FilePlan> {
  const tree = pipelineOf(look, { horizon, source: sourceChoices(look, zone, missing, all) })
  const source = sourceOf(tree.source as Record<string, Options>, open)
  const faults: Fault[] = []
  const calls = tree.steps!.map((step, i) => {
    const chosen = { ...(season === undefined ? {} : { season }), ...(scale === undefined ? {} : { scale }) }
    const call = typeof step === 'object' && 'forecast' in step ? withChosen(step, chosen) : step
    return checkCall(call, words, ['steps', i], faults)
  })
  const arranged = arrange(calls, words, faults)
  if (faults.length > 0)
    throw new ConfigError(faults.map(({ path, message }) => ({ where: `${path.join('.')}:`, message })))
  const settings = settingOptions.parse({ seed, ...(tree.cadence === undefined ? {} : { cadence: tree.cadence }) })
  const { context, steps } = await contextOf(source, arranged.steps, settings)
  return { source, context, steps, notes: [...look.notes, ...choicesOf(steps, context)] }
}

type Options = Readonly<Record<string, unknown>>

const withChosen = (step: Options, chosen: Options) => ({ forecast: { ...(step.forecast as Options), ...chosen } })

function sourceChoices(look: Look, zone: string | undefined, missing: readonly string[], all: boolean): Options {
  const [options] = Object.values(look.source)
  const newest = newestRows(look)
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(all || newest === undefined ? {} : { newest }),
    ...(missing.length > 0 ? { missing: [...new Set([...(options?.missing ?? usualMissing), ...missing])] } : {}),
  }
}

function sourceOf(tree: Readonly<Record<string, Options>>, open: (sheet?: Sheet) => ByteInput): Source {
  const place = ({
    path,
    encoding,
    sheet,
  }: {
    path: string
    encoding: string
    sheet?: Sheet | undefined
  }): TextPlace => ({
    strict: false,
    open: () => textOf(open(sheet), path, encoding),
    zoneHint: 'set their zone under More settings',
  })
  if (tree.csv) {
    const options = checkArgument('csv', csvOptions, tree.csv as never)
    return csvText(options, place(options))
  }
  const options = checkArgument('ndjson', ndjsonOptions, tree.ndjson as never)
  return ndjsonText(options, place(options))
}

const textOf = (input: ByteInput, name: string, encoding: string): TextInput => ({
  repeatable: input.repeatable,
  get bytesRead() {
    return input.bytesRead
  },
  get bytesTotal() {
    return input.bytesTotal
  },
  [Symbol.asyncIterator]: () => decodedText(input.bytes(), name, encoding),
})
