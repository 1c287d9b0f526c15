import type { Stage, StepWord } from '../word.ts'
import type { CheckedCall, Fault } from './check-call.ts'

/** The steps of a pipeline, in order and complete except for those that need a cadence. */
export interface Arranged {
  readonly steps: readonly CheckedCall<StepWord>[]
  /** Names of the added words. */
  readonly added: readonly string[]
}

/**
 * Checks that each step accepts what the one before emits, and adds what is left out at either end. Nothing is added in
 * the middle; a wrong order there is a fault. Browser-safe.
 *
 * @param calls the steps as written; undefined for a step with a fault of its own
 * @param words all words of steps
 * @param faults receives the faults
 */
export function arrange(
  calls: readonly (CheckedCall<StepWord> | undefined)[],
  words: readonly StepWord[],
  faults: Fault[],
): Arranged {
  const missing = words.filter(
    ({ added, name }) => added?.at === 'start' && !calls.some((call) => call?.word.name === name),
  )
  const steps: CheckedCall<StepWord>[] = missing.map((word) => ({ word, argument: word.argument.parse(undefined) }))

  let stage: Stage | undefined = 'Observation'
  for (const [index, call] of calls.entries()) {
    // What a step with a fault of its own emits is unknown.
    if (!call) {
      stage = undefined
      continue
    }
    const { name, accepts, emits, keeps } = call.word
    if (stage !== undefined && stage !== accepts && !(keeps && stage === 'Scaled')) {
      faults.push({
        path: ['steps', index],
        message: `${name}: expects ${accepts}, got ${stage}; ${cure(stage, call.word, steps, words)}`,
      })
    }
    steps.push(call)
    if (!keeps) stage = emits
  }
  while (faults.length === 0 && stage !== undefined && stage !== 'Scored') {
    const next = continuing(stage, words)
    steps.push(next)
    stage = next.word.emits
  }
  return { steps, added: steps.filter(({ path }) => path === undefined).map(({ word }) => word.name) }
}

/** The step that is added after steps that emit this. */
function continuing(stage: Stage, words: readonly StepWord[]): CheckedCall<StepWord> {
  for (const word of words) {
    if (word.accepts === stage && word.added?.at === 'end')
      return { word, argument: word.argument.parse(word.added.argument) }
  }
  throw new RangeError(`expected a word to add after ${stage}, got none; give one \`added: { at: 'end' }\``)
}

function cure(
  stage: Stage,
  { name, accepts, emits }: StepWord,
  before: readonly CheckedCall<StepWord>[],
  words: readonly StepWord[],
): string {
  const bridge = shortestWay(stage, accepts, words)
  if (bridge) return `put ${quoted(bridge)} before it`
  const earlier = before.map(({ word }) => word)
  const inTheWay = earlier.filter((word) => word.emits !== word.accepts)
  if (inTheWay.some((word) => word.name === name)) return 'leave it out'
  const first = inTheWay.findIndex((word) => word.accepts === accepts)
  // A step that is itself in the wrong place can be the reason.
  const reasons = first < 0 ? earlier.filter((word) => word.emits === stage) : inTheWay.slice(first)
  return emits === accepts ? `put it before "${reasons[0]!.name}"` : `leave ${quoted(reasons)} out`
}

/** The fewest words that lead from one stage to another; undefined if none do. */
function shortestWay(from: Stage, to: Stage, words: readonly StepWord[]): readonly StepWord[] | undefined {
  const ways: { stage: Stage; words: readonly StepWord[] }[] = [{ stage: from, words: [] }]
  const reached = new Set([from])
  for (const way of ways) {
    if (way.stage === to) return way.words
    for (const word of words) {
      if (word.accepts !== way.stage || reached.has(word.emits)) continue
      reached.add(word.emits)
      ways.push({ stage: word.emits, words: [...way.words, word] })
    }
  }
  return undefined
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
function quoted(words: readonly StepWord[]): string {
  const names = words.map(({ name }) => `"${name}"`)
  return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ')
}
