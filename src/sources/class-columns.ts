import * as z from 'zod/mini'
import { optional } from '../words/option.ts'

/** The words of columns, by column. */
export type Classes = Readonly<Record<string, readonly string[]>>

/** A column of more words is not one of classes. */
export const mostClasses = 20

const word = z.string().check(
  z.minLength(1),
  z.refine((text) => text.trim() === text, { error: 'a word without spaces around it' }),
)
const words = z.array(word).check(
  z.minLength(2),
  z.maxLength(mostClasses),
  z.refine((given) => new Set(given).size === given.length, { error: 'words that differ' }),
)

/** The option for columns of words. */
export const classesOption = {
  classes: optional(
    z.record(z.string().check(z.minLength(1)), words),
    'Targets or covariates that hold words, from 2 to 20 of them, such as { weather: [rain, snow, sun] }. Their values are the positions of the words, from 0; with outcome: true each word of a target has a probability.',
  ),
}

/** Refuses classes of a column that is neither a target nor a covariate. */
export const ofReadColumns = z.check<{
  readonly classes?: Classes | undefined
  readonly target: readonly string[]
  readonly covariates: readonly string[]
}>(({ value: { classes = {}, covariates, target }, issues }) => {
  for (const name of Object.keys(classes))
    if (!target.includes(name) && !covariates.includes(name))
      issues.push({
        code: 'custom',
        input: name,
        path: ['classes', name],
        message: `a target or covariate: ${[...target, ...covariates].join(', ')}`,
      })
})

/** The positions of words in their columns. */
export class ClassColumns {
  private readonly classes: Classes
  private readonly positions: ReadonlyMap<number, ReadonlyMap<string, number>>
  private readonly header: readonly string[]

  constructor(classes: Classes, header: readonly string[]) {
    this.classes = classes
    this.header = header
    this.positions = new Map(
      Object.entries(classes).map(([name, words]) => [
        header.indexOf(name),
        new Map(words.map((word, position) => [word, position])),
      ]),
    )
  }

  /** The positions of the words of a column; undefined if it holds numbers. */
  at(column: number): ReadonlyMap<string, number> | undefined {
    return this.positions.get(column)
  }

  /** Why a text is not one of the words of its column. */
  problem(column: number, text: string): string | undefined {
    const words = this.classes[this.header[column]!]
    return (
      words && `expected one of ${words.join(', ')}, got ${text}; correct the cell, or add it to classes or missing`
    )
  }
}
