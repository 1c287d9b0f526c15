import type { OutcomeSummary, ReliabilityBin } from '../series/outcome-summary.ts'
import type { ScoreData, ScoreSummary } from '../series/scored.ts'
import { perBin, reliabilityBins } from './outcome-sums.ts'
import { skill } from './skill.ts'

/** The scores of the probabilities of a cell; undefined if the forecasts are in units of the data. */
export function outcomeSummary(scores: ScoreData, cell: number): OutcomeSummary | undefined {
  const { outcomes } = scores
  if (!outcomes) return undefined
  const [base] = scores.baselines
  const at = cell * reliabilityBins * perBin
  return {
    rate: scores.size[cell]!,
    brier: scores.mae[cell]!,
    baseBrier: base!.mae[cell]!,
    skill: base!.skill[cell]!,
    logLoss: outcomes.logLoss[cell]!,
    baseLogLoss: outcomes.baseLogLoss[cell]!,
    auc: outcomes.auc[cell]!,
    reliability: reliability(outcomes.bins.subarray(at, at + reliabilityBins * perBin)),
  }
}

/** The bins of a cell, shape [bins × 3] as sums. */
export const reliability = (sums: ArrayLike<number>): ReliabilityBin[] =>
  Array.from({ length: reliabilityBins }, (_, bin) => {
    const [count, forecast, happened] = [sums[perBin * bin]!, sums[perBin * bin + 1]!, sums[perBin * bin + 2]!]
    return {
      from: bin / reliabilityBins,
      to: (bin + 1) / reliabilityBins,
      count,
      forecast: forecast / count,
      happened: happened / count,
    }
  })

/** Over several leads or series: means over all forecasts, of the AUC too, and the bins together. */
export function pooledOutcomes(lines: readonly ScoreSummary[]): OutcomeSummary | undefined {
  const all = lines.flatMap(({ count, outcome }) => (outcome ? [{ count, outcome }] : []))
  const [first] = all
  if (!first) return undefined
  const mean = (of: (outcome: OutcomeSummary) => number) => {
    let sum = 0
    let count = 0
    for (const one of all) {
      const value = of(one.outcome)
      if (!Number.isFinite(value)) continue
      sum += value * one.count
      count += one.count
    }
    return sum / count
  }
  const brier = mean((outcome) => outcome.brier)
  const baseBrier = mean((outcome) => outcome.baseBrier)
  return {
    rate: mean(({ rate }) => rate),
    brier,
    baseBrier,
    skill: skill(brier, baseBrier),
    logLoss: mean((outcome) => outcome.logLoss),
    baseLogLoss: mean((outcome) => outcome.baseLogLoss),
    auc: mean(({ auc }) => auc),
    reliability: first.outcome.reliability.map(({ from, to }, bin) => {
      const bins = all.map(({ outcome }) => outcome.reliability[bin]!).filter(({ count }) => count > 0)
      const count = bins.reduce((sum, one) => sum + one.count, 0)
      const over = (of: (bin: ReliabilityBin) => number) =>
        bins.reduce((sum, one) => sum + of(one) * one.count, 0) / count
      return { from, to, count, forecast: over((one) => one.forecast), happened: over((one) => one.happened) }
    }),
  }
}

/** The sums of bins, shape [bins × 3]. */
export const binSums = (bins: readonly ReliabilityBin[]): number[] =>
  bins.flatMap(({ count, forecast, happened }) =>
    count === 0 ? [0, 0, 0] : [count, forecast * count, happened * count],
  )
