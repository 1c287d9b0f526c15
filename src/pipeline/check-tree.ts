import { resolve } from 'node:path'
import { stdoutSink } from '../sinks/ndjson.ts'
import { optionsOf } from '../words/check-argument.ts'
import { describeIssues } from '../words/issues.ts'
import { arrange } from './arrange.ts'
import type { CallTree } from './call.ts'
import { type CheckedCall, checkCall, type Fault } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { registry } from './registry.ts'
import { settingsArgument } from './settings.ts'

/** A pipeline as its file holds it, and as it may be written in code. */
export interface PipelineTree {
  readonly source: CallTree
  readonly steps?: readonly CallTree[] | undefined
  readonly sinks?: readonly CallTree[] | undefined
  readonly seed?: number | undefined
  readonly cadence?: string | undefined
  readonly season?: number | string | undefined
  readonly strict?: boolean | undefined
  readonly dashboard?: boolean | number | { readonly port?: number; readonly host?: string } | undefined
}

type Parts = Pick<Pipeline, 'source' | 'steps' | 'added' | 'sinks' | 'settings'>

/** The parts of a pipeline, or everything that is wrong with it. Relative paths count from `folder`. */
export function checkTree(tree: unknown, folder = '.'): Parts | readonly Fault[] {
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    const got = tree === null || tree === undefined ? 'nothing' : cut(JSON.stringify(tree))
    return [
      {
        path: [],
        message: `expected source, steps and sinks, got ${got}; rxcast init FILE.csv writes a pipeline that runs`,
      },
    ]
  }
  const faults: Fault[] = []
  const { source: sourceTree, steps: stepTrees, sinks: sinkTrees, ...rest } = tree as Record<string, unknown>

  const source =
    sourceTree === undefined || sourceTree === null
      ? missingSource(faults, sourceTree === null)
      : checkCall(sourceTree, registry.source, ['source'], faults)
  const calls = listAt(stepTrees, 'steps', faults).map((step, i) =>
    checkCall(step, registry.steps, ['steps', i], faults),
  )
  const sinks = listAt(sinkTrees, 'sinks', faults).map((sink, i) =>
    checkCall(sink, registry.sinks, ['sinks', i], faults),
  )
  checkOutputs(source, sinks, folder, faults)
  checkColumns(source, faults)
  const settings = checkSettings(rest, faults)
  const { steps, added } = arrange(calls, registry.steps, faults)

  if (faults.length > 0 || !source || !settings) return faults
  // Rows that come live are answered as they come: without a sink nobody would see a forecast.
  const answers = sinks.length === 0 && isLive(source) ? [{ word: stdoutSink, argument: {} }] : []
  return {
    source,
    steps,
    added: [...added, ...answers.map(({ word }) => word.name)],
    sinks: [...sinks.filter((sink) => sink !== undefined), ...answers],
    settings,
  }
}

/** The whole of a data file taken for a pipeline is nothing to read. */
const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function missingSource(faults: Fault[], empty: boolean): undefined {
  const message =
    'expected where to read from, got nothing; write it such as source: { csv: { path: data.csv, time: date, target: value } }'
  faults.push({ path: empty ? ['source'] : [], key: true, message: `source: ${message}` })
}

function listAt(value: unknown, place: 'steps' | 'sinks', faults: Fault[]): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  faults.push({
    path: [place],
    key: true,
    message: `${place}: expected a list, got ${JSON.stringify(value)}; begin each line with "- "`,
  })
  return []
}

/** Two sinks on one file would each put theirs in the other's place, and a sink on the file that is read would put it in the place of the data. */
function checkOutputs(
  source: CheckedCall | undefined,
  sinks: readonly (CheckedCall | undefined)[],
  folder: string,
  faults: Fault[],
): void {
  const read = pathOf(source?.argument)
  const input = read === undefined ? undefined : resolve(folder, read)
  const writers = new Map<string, string>()
  for (const sink of sinks) {
    const written = pathOf(sink?.argument)
    if (!sink?.path || written === undefined) continue
    const { name } = sink.word
    const file = resolve(folder, written)
    const fault = (message: string) => faults.push({ path: sink.path!, message: `${name}: ${message}` })
    const other = writers.get(file)
    if (input === file)
      fault(`expected a file of its own, got "${written}", which is the one that is read; name another`)
    else if (input === `${file}.rejects.ndjson`)
      fault(
        `expected a file of its own, got "${written}", whose rejects would replace the file that is read; name another`,
      )
    else if (other !== undefined)
      fault(`expected a file of its own, got "${written}", which ${other} writes too; name another`)
    else writers.set(file, name)
  }
}

/** The file that a source or a sink names; undefined for the standard streams. */
function pathOf(argument: unknown): string | undefined {
  const path = typeof argument === 'object' && argument !== null && 'path' in argument ? argument.path : argument
  return typeof path === 'string' && path !== '-' ? path : undefined
}

const isLive = ({ argument }: CheckedCall) => (argument as { readonly path?: unknown }).path === '-'

/** A column that is read twice would be forecast from itself. */
function checkColumns(source: CheckedCall | undefined, faults: Fault[]): void {
  if (!source?.path) return
  const {
    time,
    target,
    covariates = [],
  } = source.argument as Partial<Record<'target' | 'covariates', string[]>> & {
    time?: string
  }
  const uses = new Map<string, string>(time === undefined ? [] : [[time, 'the time']])
  for (const [use, names] of [
    ['a target', target ?? []],
    ['a covariate', covariates],
  ] as const)
    for (const name of names) {
      const other = uses.get(name)
      if (other === undefined) uses.set(name, use)
      else {
        const message = `expected each column once, got "${name}" as ${use} that is ${other} already; leave one out`
        faults.push({ path: source.path, message: `${source.word.name}: ${message}` })
      }
    }
}

function checkSettings(rest: Record<string, unknown>, faults: Fault[]) {
  // A name with nothing after it is as good as left out.
  const told = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  const result = settingsArgument.safeParse(told)
  if (result.success) return result.data
  const keys = [...Object.keys(registry), ...optionsOf(settingsArgument)]
  for (const { path, unknown, message } of describeIssues(result.error.issues, told, keys)) {
    faults.push({
      path: unknown === undefined ? path : [...path, unknown],
      key: unknown !== undefined,
      message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
    })
  }
  return undefined
}
