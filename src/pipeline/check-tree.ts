import { channelsAfter } from '../operators/build-steps.ts'
import { stdoutSink } from '../sinks/stdout.ts'
import type { Names, StepWord } from '../word.ts'
import { optionsAt } from '../words/check-argument.ts'
import { describeIssues } from '../words/issues.ts'
import { arrange } from './arrange.ts'
import { type CheckedCall, checkCall, type Fault, faultOf } from './check-call.ts'
import { leadFaults } from './check-leads.ts'
import { outputFaults } from './check-outputs.ts'
import type { Pipeline } from './pipeline.ts'
import { registry } from './registry.ts'
import { seriesFaults } from './series-settings.ts'
import { checkpointOf, settingOptions } from './settings.ts'
import { statedIn } from './stated-in.ts'

type Parts = Pick<Pipeline, 'source' | 'steps' | 'added' | 'sinks' | 'settings'>

/**
 * Checks a pipeline and returns its parts, or all of its problems.
 *
 * @param folder that paths are relative to
 * @param file the pipeline file, if there is one, as the user wrote it
 * @param expand puts the values of variables into a path
 */
export function checkTree(
  tree: unknown,
  folder = '.',
  file?: string,
  expand?: (path: string) => string,
): Parts | readonly Fault[] {
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
  const settings = checkSettings(rest, faults)
  const stated = calls.filter((call) => call !== undefined)
  if (settings && source) {
    const facts = source.word.facts(source.argument)
    const outcomes = stated.some(({ argument, word }) => word.channels?.(argument, facts))
    faults.push(...seriesFaults(settings, facts, outcomes))
  }
  const known = statedIn(stated, settings)
  if (source) checkSteps(source.word.facts(source.argument), known, stated, faults)
  const checkpoint = settings && checkpointOf(settings)?.dir
  faults.push(...outputFaults({ folder, file, expand, checkpoint, source, sinks }))
  const { steps, added } = arrange(calls, registry.steps, faults)
  faults.push(...leadFaults(steps, sinks, known.cadence))

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

/** Checks what the steps say about columns and spans of time. */
function checkSteps(
  names: Names,
  known: ReturnType<typeof statedIn>,
  calls: readonly CheckedCall<StepWord>[],
  faults: Fault[],
): void {
  for (const [i, call] of calls.entries()) {
    if (!call.path) continue
    const before = calls.slice(0, i)
    const targets = channelsAfter(before, names)
    const outcomes = before.some(({ argument, word }) => word.channels?.(argument, names) !== undefined)
    const { noOutcomes } = call.word
    if (noOutcomes && outcomes) {
      const message = `${call.word.name}: expected forecasts of values, got outcomes; ${noOutcomes}`
      faults.push({ path: call.path, message })
    }
    const problems = call.word.check?.(call.argument, { ...names, targets, outcomes }, known) ?? []
    faults.push(...problems.map((problem) => faultOf(call.word.name, call.path!, problem)))
  }
}

function checkSettings(rest: Record<string, unknown>, faults: Fault[]) {
  // A name without a value (null in YAML) counts as omitted.
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  const result = settingOptions.safeParse(given)
  if (result.success) return result.data
  const keysAt = (path: readonly PropertyKey[]) => [
    ...(path.length === 0 ? Object.keys(registry) : []),
    ...optionsAt(settingOptions, path),
  ]
  for (const { path, unknown, message } of describeIssues(result.error.issues, given, keysAt)) {
    faults.push({
      path: unknown === undefined ? path : [...path, unknown],
      key: unknown !== undefined,
      message: path.length > 0 ? `${path.join('.')}: ${message}` : message,
    })
  }
  return undefined
}
