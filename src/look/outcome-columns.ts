import { DataError } from '../errors.ts'
import type { OutcomeOption } from '../outcomes/parse-outcomes.ts'
import { type Classes, mostClasses } from '../sources/class-columns.ts'
import { usualMissing } from '../sources/number-options.ts'
import { quoted } from './column-roles.ts'
import type { Column } from './columns.ts'
import type { LookHints } from './look-hints.ts'
import type { Sample } from './sample.ts'

/** The words of the targets that hold a few, in the order of the alphabet; undefined if there are none. */
export function classesOf(
  { columns: sampled }: Pick<Sample, 'columns'>,
  columns: readonly Pick<Column, 'name' | 'numbers'>[],
  { outcome, targets = [] }: LookHints,
): Classes | undefined {
  if (outcome === false) return undefined
  const worded = targets.flatMap((name) => {
    const at = columns.findIndex((column) => column.name === name)
    if (columns[at]!.numbers) return []
    const words = [...sampled[at]!.texts].filter((text) => !usualMissing.includes(text.toLowerCase())).sort()
    return words.length >= 2 && words.length <= mostClasses ? [[name, words] as const] : []
  })
  return worded.length === 0 ? undefined : Object.fromEntries(worded)
}

/**
 * Whether the targets are outcomes, unless the user has said so: if each holds words, or 0 and 1.
 *
 * @param values of each target in all rows; NaN if missing
 * @returns also why, to be checked
 * @throws DataError if some targets hold words and others numbers
 */
export function outcomeOf(
  name: string,
  targets: readonly string[],
  values: readonly Float64Array[],
  said: OutcomeOption | undefined,
  classes: Classes = {},
): { readonly outcome?: OutcomeOption; readonly why?: string } {
  if (said !== undefined) return { outcome: said }
  const worded = targets.filter((target) => classes[target])
  const other = targets.find((target, i) => !classes[target] && !isBinary(values[i]!))
  if (other === undefined)
    return { outcome: true, why: targets.map((target) => whyOf(target, classes[target])).join('; ') }
  if (worded.length === 0) return {}
  throw new DataError(
    `${name}: expected targets that all hold words, or all numbers, got words in ${quoted(worded[0]!)} and numbers in ${quoted(other)}; forecast each on its own, or name a rule with --outcome "${worded[0]} = ${classes[worded[0]!]![0]}"`,
  )
}

const whyOf = (target: string, words: readonly string[] | undefined) =>
  words
    ? `${target} holds ${words.length} words, so the probability of each is forecast`
    : `${target} holds only 0 and 1, so its probability is forecast; false (--outcome false) forecasts numbers`

/** Whether both labels occur, and nothing else. */
const isBinary = (values: Float64Array) =>
  values.includes(0) && values.includes(1) && values.every((value) => Number.isNaN(value) || value === 0 || value === 1)
