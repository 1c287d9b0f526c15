import type { Outcome } from '../../src/run/outcome.ts'
import { scoreSummary, scoresJson } from '../../src/scores/score-summaries.ts'

const figures = {
  channels: 2,
  leads: [1],
  levels: [0.8, 0.975],
  count: Float64Array.of(1200, 3),
  mae: Float64Array.of(2.0567, 100),
  rmse: Float64Array.of(2.62, 120),
  crps: Float64Array.of(1.41, Number.NaN),
  mase: Float64Array.of(0.517, 1.1),
  size: Float64Array.of(16.1, 800),
  skillPersistence: Float64Array.of(0.077, -0.1),
  skillSeasonal: Float64Array.of(0.482, Number.NaN),
  coverage: [Float64Array.of(0.802, 1), Float64Array.of(0.97, 1)],
  baselines: [
    {
      name: 'the last value',
      season: undefined,
      mae: Float64Array.of(2.228, 90.5),
      skill: Float64Array.of(0.077, -0.1),
    },
    {
      name: 'a week ago',
      season: 7,
      mae: Float64Array.of(3.97, Number.NaN),
      skill: Float64Array.of(0.482, Number.NaN),
    },
  ],
}

/** How a run of two channels at one lead went. */
export const outcome: Outcome = {
  name: 'a',
  source: 'a.csv',
  series: ['north', 'south'],
  by: [],
  keyed: [],
  known: [],
  worth: [],
  next: [],
  cadence: '1d',
  season: undefined,
  rows: { rows: 1461, accepted: 1450, imputed: 6, rejected: 4, skipped: 1, filled: 2, restarts: 1 },
  scores: {
    ...figures,
    at: (channel, lead) => scoreSummary(figures, channel, lead),
    toJSON: () => scoresJson(figures),
  },
  added: [],
  notes: [],
  warnings: [],
  outputs: [],
  stopped: false,
  failure: undefined,
}
