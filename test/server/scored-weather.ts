import { readFileSync } from 'node:fs'
import type { ScoreData, ScoredData } from '../../src/series/scored.ts'

const dayMs = 86_400_000

/** Daily maximum temperatures of Seattle, 2012–2015, in °C. */
export function seattle(): { time: number; value: number }[] {
  const [head, ...lines] = readFileSync(new URL('../../data/seattle-weather.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const column = head!.split(',').indexOf('temp_max')
  return lines.map((line) => {
    const cells = line.split(',')
    return { time: Date.parse(`${cells[0]}T00:00:00Z`), value: Number(cells[column]) }
  })
}

interface Options {
  readonly leads?: readonly number[]
  readonly levels?: readonly number[]
  readonly channels?: number
  /** Rows whose value is missing. */
  readonly missing?: ReadonlySet<number>
  /** Rows before which there was a gap too long to fill. */
  readonly restarts?: ReadonlySet<number>
  /** Rows taken, going round when there are more than in the file. */
  readonly rows?: number
}

/**
 * A run to show: real temperatures, forecast by their own mean over the last days (that mean is the whole model, so every number can be checked by
 * hand), with intervals of ± 4 and ± 6 °C, weights that move from one expert to the other, and gates that follow the values.
 */
export function scoredWeather({
  leads = [1, 2, 3, 4, 5, 6, 7],
  levels = [0.8, 0.95],
  channels = 1,
  missing = new Set(),
  restarts = new Set(),
  rows = 1461,
}: Options = {}): ScoredData[] {
  const data = seattle()
  const hidden = 16
  const width = channels * leads.length
  const forecasts: Float64Array[] = []
  const sums = {
    count: new Float64Array(width),
    error: new Float64Array(width),
    last: new Float64Array(width),
    inside: levels.map(() => new Float64Array(width)),
  }
  let lastRestart = 0
  const actual = (row: number, channel: number) =>
    missing.has(row) ? Number.NaN : data[row % data.length]!.value + 10 * channel
  return Array.from({ length: rows }, (_, row): ScoredData => {
    const time = data[0]!.time + row * dayMs
    if (restarts.has(row)) lastRestart = row
    const values = new Float64Array(width)
    const due = new Float64Array(width).fill(Number.NaN)
    const residuals = new Float64Array(width).fill(Number.NaN)
    for (let channel = 0; channel < channels; channel++) {
      leads.forEach((lead, i) => {
        const at = channel * leads.length + i
        values[at] = meanBefore(row, channel, actual)
        const origin = row - lead
        if (origin < lastRestart) return
        due[at] = forecasts[origin]![at]!
        residuals[at] = actual(row, channel) - due[at]
        const fromLast = actual(row, channel) - actual(origin, channel)
        if (Number.isNaN(residuals[at]) || Number.isNaN(fromLast)) return
        sums.count[at]!++
        sums.error[at]! += Math.abs(residuals[at])
        sums.last[at]! += Math.abs(fromLast)
        levels.forEach((_, level) => {
          if (Math.abs(residuals[at]!) <= 4 + 2 * level) sums.inside[level]![at]!++
        })
      })
    }
    forecasts.push(values)
    const share = row / rows
    const gates = Float32Array.from({ length: hidden * channels }, (_, unit) => 0.5 + 0.5 * Math.sin(row / 20 + unit))
    const signed = gates.map((gate) => 2 * gate - 1)
    return {
      origin: time,
      observation: {
        time,
        values: Array.from({ length: channels }, (_, channel) => actual(row, channel)),
        covariates: [],
        ...(restarts.has(row) ? { restart: true } : {}),
      },
      leads,
      times: leads.map((lead) => time + lead * dayMs),
      values,
      levels,
      lower: levels.map((_, level) => values.map((value) => value - 4 - 2 * level)),
      upper: levels.map((_, level) => values.map((value) => value + 4 + 2 * level)),
      inside: {
        experts: ['persistence', 'mean'],
        weights: Float64Array.from({ length: 2 * width }, (_, i) => (i < width ? 1 - share : share)),
        forecasts: new Float64Array(2 * width),
        cells: [
          {
            name: 'lstm',
            hidden,
            input: gates,
            forget: gates,
            output: gates,
            candidate: signed,
            cell: signed.map((x) => 3 * x),
            state: signed,
          },
        ],
      },
      due,
      residuals,
      scores: copied(sums, channels, leads, levels),
    }
  })
}

function meanBefore(row: number, channel: number, actual: (row: number, channel: number) => number): number {
  let sum = 0
  let count = 0
  for (let before = Math.max(0, row - 4); before <= row; before++) {
    const value = actual(before, channel)
    if (Number.isNaN(value)) continue
    sum += value
    count++
  }
  return sum / count
}

type Sums = { count: Float64Array; error: Float64Array; last: Float64Array; inside: Float64Array[] }

function copied(
  { count, error, last, inside }: Sums,
  channels: number,
  leads: readonly number[],
  levels: readonly number[],
): ScoreData {
  const mae = error.map((sum, i) => sum / count[i]!)
  const nothing = mae.map(() => Number.NaN)
  return {
    channels,
    leads,
    levels,
    count: count.slice(),
    mae,
    rmse: mae.map((value) => value * 1.25),
    crps: mae.map((value) => value * 0.7),
    size: nothing,
    mase: mae.map((value) => value / 2),
    skillPersistence: mae.map((value, i) => 1 - value / (last[i]! / count[i]!)),
    skillSeasonal: nothing,
    coverage: inside.map((sums) => sums.map((sum, i) => sum / count[i]!)),
    baselines: [
      {
        name: 'the last value',
        season: undefined,
        mae: last.map((sum, i) => sum / count[i]!),
        skill: mae.map((value, i) => 1 - value / (last[i]! / count[i]!)),
      },
    ],
  }
}
