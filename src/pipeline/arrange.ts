import type { Stage, StepWord } from '../word.ts'
import type { CheckedCall, Fault } from './check-call.ts'

/** The word that takes a pipeline on from a stage, where its end is left out. */
const next: ReadonlyMap<Stage, string> = new Map([
  ['Observation', 'forecast'],
  ['Scaled', 'lookback'],
  ['Lookback', 'lstm'],
  ['Forecast', 'score'],
])

/** Where a word that needs an argument is put in, this is it: a month of days, or a day and a bit of hours. */
const argumentOf: ReadonlyMap<string, unknown> = new Map([['lookback', 32]])

/** The steps of a pipeline, in order and complete but for `fillGaps`, which needs a cadence. */
export interface Arranged {
  readonly steps: readonly CheckedCall<StepWord>[]
  /** Names of the words put in. */
  readonly added: readonly string[]
}

/**
 * Checks that each step takes what the one before gives, and puts in what is left out at either end: `inOrder` first, and from where the
 * steps stop whatever leads to scored forecasts. In the middle nothing is guessed; there a wrong order is a fault.
 */
export function arrange(
  calls: readonly (CheckedCall<StepWord> | undefined)[],
  words: readonly StepWord[],
  faults: Fault[],
): Arranged {
  const steps: CheckedCall<StepWord>[] = []
  const added: string[] = []
  const put = (name: string) => {
    const word = words.find((one) => one.name === name)!
    steps.push({ word, argument: word.argument.parse(argumentOf.get(name)) })
    added.push(name)
  }

  let stage: Stage | undefined = 'Observation'
  if (!calls.some((call) => call?.word.name === 'inOrder')) put('inOrder')
  for (const [index, call] of calls.entries()) {
    // After a step that is at fault itself, what comes out of it is not known.
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
    put(next.get(stage)!)
    stage = steps.at(-1)!.word.emits
  }
  return { steps, added }
}

function cure(
  stage: Stage,
  { name, accepts, emits }: StepWord,
  before: readonly CheckedCall<StepWord>[],
  words: readonly StepWord[],
): string {
  const bridge = shortestWay(stage, accepts, words)
  if (bridge) return `put ${quoted(bridge)} before it`
  const inTheWay = before.map(({ word }) => word).filter((word) => word.emits !== word.accepts)
  if (inTheWay.some((word) => word.name === name)) return 'leave it out'
  if (emits === accepts) return `put it before "${inTheWay.find((word) => word.accepts === accepts)!.name}"`
  return `leave ${quoted(inTheWay.slice(inTheWay.findIndex((word) => word.accepts === accepts)))} out`
}

/** The fewest words that lead from one stage to another; undefined where none do. */
function shortestWay(from: Stage, to: Stage, words: readonly StepWord[]): readonly StepWord[] | undefined {
  const ways: { stage: Stage; words: readonly StepWord[] }[] = [{ stage: from, words: [] }]
  const seen = new Set([from])
  for (const way of ways) {
    if (way.stage === to) return way.words
    for (const word of words) {
      if (word.accepts !== way.stage || seen.has(word.emits)) continue
      seen.add(word.emits)
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
