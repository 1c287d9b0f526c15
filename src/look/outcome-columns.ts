import { DataError } from '../errors.ts'
import { inRule, type OutcomeOption } from '../outcomes/parse-outcomes.ts'
import { type Classes, mostClasses } from '../sources/class-columns.ts'
import { usualMissing } from '../sources/number-options.ts'
import { quoted } from './column-roles.ts'
import type { Column } from './columns.ts'
import type { LookHints } from './look-hints.ts'
import type { Sample } from './sample.ts'

/** Texts that mean a missing value among words, such as - and N/A. */
const blank = /^(#?n\.?\/?a\.?|[^\p{L}\p{N}]+)$/iu

/**
 * The words of the targets that hold a few, in the order of the alphabet; undefined if there are none.
 *
 * @returns also the texts among them that mean a missing value, in lower case
 */
export function classesOf(
  { columns: sampled }: Pick<Sample, 'columns'>,
  columns: readonly Pick<Column, 'name' | 'numbers'>[],
  { outcome, targets = [] }: LookHints,
): { readonly classes: Classes | undefined; readonly blanks: readonly string[] } {
  const blanks = new Set<string>()
  const classes: Record<string, readonly string[]> = {}
  for (const name of outcome === false ? [] : targets) {
    const at = columns.findIndex((column) => column.name === name)
    if (columns[at]!.numbers) continue
    const texts = [...sampled[at]!.texts].filter((text) => !usualMissing.includes(text.toLowerCase()))
    const words = texts.filter((text) => !blank.test(text)).sort()
    if (words.length < 2 || words.length > mostClasses) continue
    classes[name] = words
    for (const text of texts) if (blank.test(text)) blanks.add(text.toLowerCase())
  }
  return { classes: Object.keys(classes).length === 0 ? undefined : classes, blanks: [...blanks] }
}

/** The options of the source with more texts that mean a missing value. */
export const withBlanks = <Options extends { readonly missing?: readonly string[] | undefined }>(
  options: Options,
  blanks: readonly string[],
): Options =>
  blanks.length === 0
    ? options
    : { ...options, missing: [...new Set([...(options.missing ?? usualMissing), ...blanks])] }

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
  if (other === undefined) {
    const why = targets.map((target) => whyOf(target, classes[target])).join('; ')
    const rules = targets.map((target) => [target, `${inRule(target)} = ${yesOf(classes[target]) ?? 1}`] as const)
    // Of true and false one probability says all; true would forecast both.
    const simple = targets.every((target) => !classes[target] || yesOf(classes[target]) !== undefined)
    return { outcome: simple && worded.length > 0 ? Object.fromEntries(rules) : true, why }
  }
  if (worded.length === 0) return {}
  throw new DataError(
    `${name}: expected targets that all hold words, or all numbers, got words in ${quoted(worded[0]!)} and numbers in ${quoted(other)}; forecast each on its own, or name a rule with --outcome "${worded[0]} = ${classes[worded[0]!]![0]}"`,
  )
}

/** The word for yes, if they are true and false, in any case. */
const yesOf = (words: readonly string[] | undefined) =>
  words?.map((word) => word.toLowerCase()).join() === 'false,true' ? words[1] : undefined

const whyOf = (target: string, words: readonly string[] | undefined) =>
  yesOf(words)
    ? `${target} holds true and false, so the probability of ${yesOf(words)} is forecast`
    : words
      ? `${target} holds ${words.length} words, so the probability of each is forecast`
      : `${target} holds only 0 and 1, so its probability is forecast; false forecasts numbers`

/** Whether both labels occur, and nothing else. */
const isBinary = (values: Float64Array) =>
  values.includes(0) && values.includes(1) && values.every((value) => Number.isNaN(value) || value === 0 || value === 1)
