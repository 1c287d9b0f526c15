import * as z from 'zod/mini'
import { level, mostLevels } from '../defaults/options.ts'
import { withDefault } from '../words/option.ts'

/** Coverage of intervals, in two forms: a level or a list of levels, each above 0 and below 1. */
export const levelForms = [level, z.array(level).check(z.maxLength(mostLevels))] as const
export const levelsArgument = z.union(levelForms)

/** Rising levels, each once. */
export function levelsOf(levels: z.output<typeof levelsArgument>): readonly number[] {
  return [...new Set(typeof levels === 'number' ? [levels] : levels)].sort((a, b) => a - b)
}

/** Intervals of a forecast: levels, or levels and the sums to forecast too. */
export const intervalsArgument = z.union([
  ...levelForms,
  z.strictObject({
    levels: withDefault(levelsArgument, [0.8, 0.95], 'Coverage of the intervals, one or several, at most 19.'),
    sums: withDefault(
      z.array(z.int().check(z.minimum(2))),
      [],
      'Sums to forecast too, each with intervals of its own: 7 is the sum over leads 1 to 7.',
    ),
  }),
])

/** Rising levels and sums, each once. */
export function intervalsOf(intervals: z.output<typeof intervalsArgument>) {
  const { levels, sums } =
    typeof intervals === 'number' || Array.isArray(intervals)
      ? { levels: intervals, sums: [] }
      : (intervals as { levels: z.output<typeof levelsArgument>; sums: number[] })
  return { levels: levelsOf(levels), sums: [...new Set(sums)].sort((a, b) => a - b) }
}
