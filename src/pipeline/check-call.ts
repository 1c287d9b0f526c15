import type { Word } from '../word.ts'
import { optionsAt } from '../words/check-argument.ts'
import { type ArgumentProblem, describeIssues } from '../words/issues.ts'
import { nearest } from '../words/nearest.ts'
import { readCall } from './call.ts'
import { flow } from './flow.ts'

/** A word of a pipeline, with its argument as parsed by its schema. */
export interface CheckedCall<W extends Word = Word> {
  readonly word: W
  /** Its path in the pipeline; undefined if it was added. */
  readonly path?: readonly PropertyKey[]
  /** Defaults filled in. */
  readonly argument: unknown
}

/** A problem, and the part of the pipeline's data that has it. */
export interface Fault {
  readonly path: readonly PropertyKey[]
  /** True if the name at the end of the path is the problem, not its value. */
  readonly key?: boolean
  readonly message: string
}

/** Reads a call of one of the words; its problems are appended to `faults`. */
export function checkCall<W extends Word>(
  tree: unknown,
  words: readonly W[],
  path: readonly PropertyKey[],
  faults: Fault[],
): CheckedCall<W> | undefined {
  const call = readCall(tree)
  if (typeof call === 'string') {
    faults.push({ path, message: call })
    return undefined
  }
  const { name, argument } = call
  const word = words.find((one) => one.name === name)
  const alone = typeof tree === 'string'
  const inside = alone ? path : [...path, name]
  if (!word) {
    faults.push({ path: inside, key: !alone, message: unknownWord(name, words) })
    return undefined
  }
  const result = word.argument.safeParse(argument)
  if (result.success) return { word, path: inside, argument: result.data }
  if (argument === undefined) {
    faults.push({
      path: inside,
      key: !alone,
      message: `${name}: expected an argument, got none; write it such as ${flow(word)}`,
    })
    return undefined
  }
  const problems = describeIssues(result.error.issues, argument, (path) => optionsAt(word.argument, path))
  faults.push(...problems.map((problem) => faultOf(name, inside, problem)))
  return undefined
}

/** @param path of the call in the pipeline */
export function faultOf(
  name: string,
  path: readonly PropertyKey[],
  { path: within, unknown, message }: ArgumentProblem,
): Fault {
  return {
    path: [...path, ...within, ...(unknown === undefined ? [] : [unknown])],
    key: unknown !== undefined,
    message: `${[name, ...within].join('.')}: ${message}`,
  }
}

function unknownWord(name: string, words: readonly Word[]): string {
  const names = words.map((word) => word.name)
  const meant = nearest(name, names)
  return `expected one of ${names.join(', ')}, got "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`
}
