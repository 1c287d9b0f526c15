import { criticalDifference } from '../stats/nemenyi.ts'
import type { ComparisonResult, ContestantScores, MeanRanks } from './comparison-result.ts'

/**
 * Ranks the contestants of each series.
 *
 * @param all results of the series, with the same contestants
 */
export function meanRanks(all: readonly ComparisonResult[]): MeanRanks {
  const names = all[0]!.lines.map(({ name }) => name)
  const scored = all
    .map(({ lines }) => Float64Array.from(lines, errorOf))
    .filter((errors) => errors.length === names.length && errors.every(Number.isFinite))
  const isTwin = (line: number) =>
    scored.length > 0 &&
    names.some((_, other) => other < line && scored.every((errors) => same(errors[line]!, errors[other]!)))
  const ranked = [...names.keys()].filter((line) => !isTwin(line))
  const sums = new Float64Array(names.length)
  for (const errors of scored)
    for (const line of ranked) {
      let better = 0
      let alike = 0
      for (const other of ranked) {
        if (same(errors[other]!, errors[line]!)) alike++
        else if (errors[other]! < errors[line]!) better++
      }
      sums[line]! += better + (alike + 1) / 2
    }
  return {
    series: scored.length,
    criticalDifference: ranked.length > 1 ? criticalDifference(ranked.length, scored.length) : Number.NaN,
    ranks: names.map((name, line) => ({
      name,
      mean: ranked.includes(line) ? sums[line]! / scored.length : Number.NaN,
    })),
  }
}

/** Of several channels in different units, the scaled error. */
const errorOf = ({ overall, overallMase }: ContestantScores) =>
  Number.isFinite(overallMase) ? overallMase : overall.mae

/** Apart from rounding. */
const same = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.abs(b)
