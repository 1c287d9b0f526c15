import { skill } from '../scores/skill.ts'
import type { Tally } from '../scores/tally.ts'
import type { ComparisonResult, ContestantScores } from './comparison-result.ts'

/**
 * The comparison over several series: means over all of their errors. MASE and scaled pinball are means of those of the series. There is
 * no test of the differences: those of different series are not errors of one.
 *
 * @param all results of the series, at least one, with the same contestants and leads
 */
export function pooledResults(all: readonly ComparisonResult[]): ComparisonResult {
  const { leads, levels, lines } = all[0]!
  const untested = { statistic: Number.NaN, p: Number.NaN }
  const tallies = lines.map((_, line) => {
    const of = all.map(({ lines }) => lines[line]!)
    return {
      of,
      byLead: leads.map((_, i) => pooledTally(of.map(({ byLead }) => byLead[i]!))),
      overall: pooledTally(of.map(({ overall }) => overall)),
    }
  })
  // Persistence is the second contestant.
  const naive = tallies[1]!
  return {
    leads,
    levels,
    origins: all.reduce((sum, { origins }) => sum + origins, 0),
    lines: tallies.map(({ of, byLead, overall }): ContestantScores => {
      const counts = (tally: (line: ContestantScores) => Tally) => of.map((line) => tally(line).count)
      const pooled = (value: (line: ContestantScores) => number, tally: (line: ContestantScores) => Tally) =>
        mean(of.map(value), counts(tally))
      const byLeads = (value: 'mase' | 'scaledPinball') =>
        leads.map((_, i) =>
          pooled(
            (line) => line[value][i]!,
            (line) => line.byLead[i]!,
          ),
        )
      const over = (value: 'overallMase' | 'overallScaledPinball') =>
        pooled(
          (line) => line[value],
          (line) => line.overall,
        )
      return {
        name: of[0]!.name,
        byLead,
        overall,
        mase: byLeads('mase'),
        overallMase: over('overallMase'),
        scaledPinball: byLeads('scaledPinball'),
        overallScaledPinball: over('overallScaledPinball'),
        skill: byLead.map(({ mae }, i) => skill(mae, naive.byLead[i]!.mae)),
        overallSkill: skill(overall.mae, naive.overall.mae),
        test: leads.map(() => untested),
        ...(of[0]!.logLoss && {
          logLoss: leads.map((_, i) =>
            pooled(
              (line) => line.logLoss![i]!,
              (line) => line.byLead[i]!,
            ),
          ),
          overallLogLoss: pooled(
            (line) => line.overallLogLoss!,
            (line) => line.overall,
          ),
        }),
      }
    }),
  }
}

function pooledTally(tallies: readonly Tally[]): Tally {
  const counts = tallies.map(({ count }) => count)
  const over = (value: (tally: Tally) => number) => mean(tallies.map(value), counts)
  const levels = [...tallies[0]!.coverage.keys()]
  const mse = over((tally) => tally.mse)
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    mae: over((tally) => tally.mae),
    mse,
    rmse: Math.sqrt(mse),
    crps: over((tally) => tally.crps),
    coverage: levels.map((level) => over((tally) => tally.coverage[level]!)),
    width: levels.map((level) => over((tally) => tally.width[level]!)),
    winkler: levels.map((level) => over((tally) => tally.winkler[level]!)),
  }
}

/** The weighted mean of the finite values; NaN if there are none. */
function mean(values: readonly number[], weights: readonly number[]): number {
  let sum = 0
  let weight = 0
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return
    sum += value * weights[i]!
    weight += weights[i]!
  })
  return sum / weight
}
