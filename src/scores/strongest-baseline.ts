import { skill } from './skill.ts'

type Numbers = ArrayLike<number | null>

/** Errors by channel and lead, as in the scores of a run or in their table. */
interface Errors {
  readonly count: Numbers
  readonly mae: Numbers
  readonly baselines: readonly {
    readonly name: string
    readonly season?: number | null | undefined
    readonly mae: Numbers
  }[]
}

/** The naive forecast with the least error on a channel, over all leads. */
export interface StrongestBaseline {
  /** The value that it repeats: `the last value`, or such as `a week ago`. */
  readonly name: string
  /** In steps; undefined for persistence. */
  readonly season: number | undefined
  readonly mae: number
  /** 1 − MAE of the forecaster ÷ `mae`; NaN if the naive forecast makes no error. */
  readonly skill: number
}

/**
 * The strongest naive forecast of a channel over all leads. It is chosen when all errors are known, so none that was
 * named before could have done better.
 *
 * @param scores of a run, or their table
 * @param channel from 0
 * @param leads number of leads
 * @returns undefined if nothing was scored
 */
export function strongestBaseline(scores: Errors, channel: number, leads: number): StrongestBaseline | undefined {
  const cells = Array.from({ length: leads }, (_, i) => channel * leads + i).filter((cell) => scores.count[cell]! > 0)
  const mean = (mae: Numbers) => {
    let sum = 0
    let count = 0
    for (const cell of cells) {
      sum += (mae[cell] ?? Number.NaN) * scores.count[cell]!
      count += scores.count[cell]!
    }
    return sum / count
  }
  let strongest: StrongestBaseline | undefined
  for (const { name, season, mae } of scores.baselines) {
    const error = mean(mae)
    if (!(error >= 0) || (strongest && strongest.mae <= error)) continue
    strongest = { name, season: season ?? undefined, mae: error, skill: skill(mean(scores.mae), error) }
  }
  return strongest
}
