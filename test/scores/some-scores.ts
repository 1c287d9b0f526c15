import { Random } from '../../src/lstm/random.ts'
import { baselineKinds } from '../../src/scores/baselines.ts'
import { RunningScores } from '../../src/scores/running-scores.ts'

/** Scores of forecasts that are off by chance, of a daily series of a week's season. */
export function someScores({
  leads = [1],
  sums,
  seed = 1,
  rows = 60,
  level = 10,
  error = 1,
}: {
  readonly leads?: readonly number[]
  readonly sums?: readonly number[]
  readonly seed?: number
  readonly rows?: number
  /** About as large as the values. */
  readonly level?: number
  /** Of the forecasts, against the changes of the series. */
  readonly error?: number
} = {}): RunningScores {
  const random = new Random(seed)
  const noise = () => random.uniform() - 0.5
  const baselines = baselineKinds('1d', 7)
  const scores = new RunningScores({ channels: 1, leads, levels: [0.8, 0.95], sums, season: 7, baselines })
  for (let row = 0; row < rows; row++) {
    const actual = level * (1 + 0.3 * noise() + 0.1 * (row % 7))
    scores.observe([actual])
    if (sums) {
      const half = sums.map((over) => level * over * 0.1)
      const values = Float64Array.from(sums, (over) => over * level)
      const ends = (sign: number) => [1, 2].map((times) => values.map((value, k) => value + sign * times * half[k]!))
      scores.sums!.score([actual], { over: sums, values, lower: ends(-1), upper: ends(1) }, true)
    }
    leads.forEach((lead, i) => {
      if (row < lead) return
      const forecast = actual + level * 0.3 * error * noise()
      scores.add(0, i, actual, forecast)
      scores.addInterval(0, i, 0, actual, forecast - 0.1 * level, forecast + 0.1 * level)
      scores.addInterval(0, i, 1, actual, forecast - 0.2 * level, forecast + 0.2 * level)
    })
  }
  return scores
}
