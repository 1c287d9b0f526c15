import { resolve } from 'node:path'
import { rejectsPath } from '../series/reject.ts'
import type { SinkWord } from '../sinks/sink.ts'
import { stdoutSink } from '../sinks/stdout.ts'
import type { SourceWord } from '../sources/source.ts'
import type { StepWord } from '../word.ts'
import { optionsOf } from '../words/check-argument.ts'
import { describeIssues } from '../words/issues.ts'
import { arrange } from './arrange.ts'
import { type CheckedCall, checkCall, type Fault, faultOf } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { registry } from './registry.ts'
import { settingOptions } from './settings.ts'

type Parts = Pick<Pipeline, 'source' | 'steps' | 'added' | 'sinks' | 'settings'>

/** Checks a pipeline and returns its parts, or all of its problems. Paths are relative to `folder`. */
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
  if (source) checkTargets(source.word.facts(source.argument).targets, calls, faults)
  const settings = checkSettings(rest, faults)
  const { steps, added } = arrange(calls, registry.steps, faults)

  if (faults.length > 0 || !source || !settings) return faults
  // Forecasts of live rows are wanted at once; without a sink they would not be shown.
  const defaultSinks =
    sinks.length === 0 && source.word.facts(source.argument).live ? [{ word: stdoutSink, argument: {} }] : []
  return {
    source,
    steps,
    added: [...added, ...defaultSinks.map(({ word }) => word.name)],
    sinks: [...sinks.filter((sink) => sink !== undefined), ...defaultSinks],
    settings,
  }
}

/** Shortens the content of a data file that was passed as a pipeline. */
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

/** Checks what the steps say about targets. */
function checkTargets(
  targets: readonly string[],
  calls: readonly (CheckedCall<StepWord> | undefined)[],
  faults: Fault[],
): void {
  for (const call of calls) {
    if (!call?.path) continue
    const problems = call.word.check?.(call.argument, targets) ?? []
    faults.push(...problems.map((problem) => faultOf(call.word.name, call.path!, problem)))
  }
}

/** Checks that each file is written by one sink only, and that none is an input. */
function checkOutputs(
  source: CheckedCall<SourceWord> | undefined,
  sinks: readonly (CheckedCall<SinkWord> | undefined)[],
  folder: string,
  faults: Fault[],
): void {
  const read = new Set(source?.word.facts(source.argument).files.map((path) => resolve(folder, path)))
  const writers = new Map<string, string>()
  for (const sink of sinks) {
    if (!sink?.path) continue
    const { name } = sink.word
    for (const path of sink.word.writes(sink.argument)) {
      if (path === '-') continue
      const file = resolve(folder, path)
      const other = writers.get(file)
      const clash = read.has(file)
        ? ', which is the input'
        : read.has(rejectsPath(file))
          ? ', whose rejects would replace the input'
          : other === undefined
            ? undefined
            : `, which ${other} writes too`
      if (clash === undefined) writers.set(file, name)
      else {
        const message = `${name}: expected a file of its own, got "${path}"${clash}; name another`
        faults.push({ path: sink.path, message })
      }
    }
  }
}

function checkSettings(rest: Record<string, unknown>, faults: Fault[]) {
  // A name without a value (null in YAML) counts as omitted.
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  const result = settingOptions.safeParse(given)
  if (result.success) return result.data
  const keys = [...Object.keys(registry), ...optionsOf(settingOptions)]
  for (const { path, unknown, message } of describeIssues(result.error.issues, given, keys)) {
    faults.push({
      path: unknown === undefined ? path : [...path, unknown],
      key: unknown !== undefined,
      message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
    })
  }
  return undefined
}
