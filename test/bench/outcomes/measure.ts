import { likelihood } from '../../../src/outcomes/outcome.ts'
import { OutcomeForecaster } from '../../../src/outcomes/outcome-forecaster.ts'
import { DieboldMariano } from '../../../src/stats/diebold-mariano.ts'
import type { Task } from './tasks.ts'

/** Scores of one lead. */
export interface LeadScores {
  readonly lead: number
  readonly count: number
  readonly rate: number
  /** 1 − Brier score over that of the rate of the labels known at the origin. */
  readonly skill: number
  /** p-value of the difference of the two Brier scores. */
  readonly p: number
  readonly logLoss: number
  /** Log losses of the experts, by name. */
  readonly experts: ReadonlyMap<string, number>
  /** Mean distance of the observed rate from the probability, over ten bins of probabilities. */
  readonly calibration: number
  /** The bins that have enough forecasts for a test of their calibration. */
  readonly bins: readonly Bin[]
}

/** The forecasts of about the same probability. */
export interface Bin {
  readonly count: number
  readonly forecast: number
  readonly happened: number
  /** Of happened − forecast, in standard errors that allow for overlapping leads. */
  readonly distance: number
}

/** Forecasts in a bin that make a standard error usable. */
const enough = 30

/** @returns scores by lead, and microseconds a row */
export function measure(task: Task, experts?: readonly string[]): { scores: LeadScores[]; micros: number } {
  const { cadence, leads, outcome, rows, season } = task
  const sizes = { channels: 1, covariates: rows[0]!.covariates?.length ?? 0 }
  const forecaster = new OutcomeForecaster({ leads, outcomes: [outcome], ...sizes, cadence, season, seed: 1, experts })
  const start = performance.now()
  const forecasts = rows.map((row) => {
    const { actuals, inside, values } = forecaster.observe(row)
    return { actuals: actuals!, views: inside!.forecasts, values }
  })
  const micros = ((performance.now() - start) * 1000) / rows.length
  const channels = forecasts[0]!.values.length / leads.length
  const names = forecaster.expertNames
  forecaster.dispose()
  const scores = leads.map((lead, i) => {
    const test = new DieboldMariano(lead)
    const losses = names.map(() => 0)
    const bins = Array.from({ length: 10 }, () => ({ sum: 0, hits: 0, count: 0, test: new DieboldMariano(lead) }))
    const known = new Float64Array(Math.max(2, channels))
    let [own, base, logLoss, count, hits] = [0, 0, 0, 0, 0]
    // Rates are of labels known at the origin, `lead` steps before the one that is scored.
    const labelAt = (t: number) => {
      const { actuals } = forecasts[t]!
      if (channels === 1) return actuals[i]!
      for (let k = 0; k < channels; k++) if (actuals[k * leads.length + i] === 1) return k
      return Number.NaN
    }
    for (let t = lead; t < rows.length; t++) {
      const before = labelAt(t - lead)
      if (!Number.isNaN(before)) known[before]!++
      const label = labelAt(t)
      if (Number.isNaN(label) || t - lead < task.from) continue
      const { values, views } = forecasts[t - lead]!
      const seen = known.reduce((sum, n) => sum + n + 0.5, 0)
      let [brier, ofRate] = [0, 0]
      const excess = bins.map(() => 0)
      for (let k = 0; k < channels; k++) {
        const p = values[k * leads.length + i]!
        const hit = channels === 1 ? label : Number(label === k)
        brier += (p - hit) ** 2
        ofRate += ((known[channels === 1 ? 1 : k]! + 0.5) / seen - hit) ** 2
        const tenth = Math.min(9, Math.floor(p * 10))
        const bin = bins[tenth]!
        excess[tenth]! += hit - p
        bin.sum += p
        bin.hits += hit
        bin.count++
      }
      bins.forEach((bin, tenth) => {
        bin.test.add(excess[tenth]!)
      })
      own += brier
      base += ofRate
      test.add(brier - ofRate)
      logLoss -= Math.log(likelihood(label, channels, values, i, leads.length))
      names.forEach((_, e) => {
        const p = likelihood(label, channels, views, e * channels * leads.length + i, leads.length)
        losses[e]! -= Math.log(Number.isNaN(p) ? likelihood(label, channels, values, i, leads.length) : p)
      })
      hits += channels === 1 ? label : 0
      count++
    }
    const off = bins.reduce((sum, bin) => sum + Math.abs(bin.hits - bin.sum), 0)
    return {
      lead,
      count,
      rate: hits / count,
      skill: 1 - own / base,
      p: test.verdict.p,
      logLoss: logLoss / count,
      experts: new Map(names.map((name, e) => [name, losses[e]! / count])),
      calibration: off / count / channels,
      bins: bins
        .filter((bin) => bin.count >= enough)
        .map(({ sum, hits, count, test }) => ({
          count,
          forecast: sum / count,
          happened: hits / count,
          distance: test.verdict.statistic,
        })),
    }
  })
  return { scores, micros }
}
