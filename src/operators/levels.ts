import * as z from 'zod/mini'

const level = z.number().check(z.gt(0), z.lt(1))

/** Coverage of intervals: a level or a list of levels, each above 0 and below 1. */
export const levelsArgument = z.union([level, z.array(level)])

/** Rising levels, each once. */
export function levelsOf(levels: z.output<typeof levelsArgument>): readonly number[] {
  return [...new Set(typeof levels === 'number' ? [levels] : levels)].sort((a, b) => a - b)
}
