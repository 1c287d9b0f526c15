// The public names that work in browsers. Those that need Node are in node.ts.

export { type CheckpointedOptions, checkpointed } from './checkpoint/checkpointed.ts'
export type { Written } from './checkpoint/checkpoints.ts'
export type { Every } from './checkpoint/every.ts'
export type { ForecasterOptions } from './defaults/options.ts'
export type { ExpertRecipe } from './defaults/pool.ts'
export { ConfigError, DataError, type Problem } from './errors.ts'
export type { Expert, ExpertInput, ExpertShape } from './experts/expert.ts'
export { Forecaster } from './forecaster/forecaster.ts'
export { type ForecastSeriesOptions, forecastSeries, type NextForecast } from './look/forecast-series.ts'
export { Lstm } from './lstm/lstm.ts'
export type { LearnResult, Network } from './lstm/network.ts'
export type { LstmOptions } from './lstm/options.ts'
export { type SequenceExample, type SequenceLearnResult, SequenceLstm } from './lstm/sequence-lstm.ts'
export type { SequenceLstmOptions } from './lstm/sequence-options.ts'
export { weightsOf, withWeights } from './lstm/weights.ts'
export { type AlertOptions, alert } from './operators/alert.ts'
export { byKey } from './operators/by-key.ts'
export { type CalendarOptions, type Cycle, calendar } from './operators/calendar.ts'
export { chain, stateless } from './operators/chain.ts'
export { type Classified, type ClassifyOptions, classify } from './operators/classify.ts'
export { type ConformalOptions, conformal } from './operators/conformal.ts'
export type { Example } from './operators/example.ts'
export { type FillGapsOptions, fillGaps } from './operators/fill-gaps.ts'
export { type ForecastOptions, forecast } from './operators/forecast.ts'
export { type InOrderOptions, inOrder } from './operators/in-order.ts'
export { lookback } from './operators/lookback.ts'
export { type LstmOperatorOptions, lstm } from './operators/lstm.ts'
export { type NormalizeOptions, normalize } from './operators/normalize.ts'
export { type ReconcileOptions, reconcile } from './operators/reconcile.ts'
export { type ResampleOptions, resample, type Tick } from './operators/resample.ts'
export { type ScoreOptions, score } from './operators/score.ts'
export {
  type Handler,
  type Open,
  type Operator,
  type SeriesState,
  type SeriesStates,
  type SeriesSummary,
  type Summary,
  stateful,
} from './operators/stateful.ts'
export {
  type Histogram,
  type MeanScores,
  type OverSeries,
  overSeries,
  type SeriesScores,
} from './scores/over-series.ts'
export type { Accounting } from './series/accounting.ts'
export type { SeriesEvent } from './series/event.ts'
export {
  type Cell,
  Forecast,
  type ForecastData,
  type ForecastJson,
  type Inside,
  type IntervalState,
  type PointForecast,
} from './series/forecast.ts'
export { Ledger } from './series/ledger.ts'
export type { Lookback } from './series/lookback.ts'
export type { Observation, Row } from './series/observation.ts'
export type { LinePlace, MessagePlace, Place } from './series/place.ts'
export { describeReject, type Reject } from './series/reject.ts'
export type { Scale, Scaled } from './series/scale.ts'
export {
  type KeyedScores,
  type PointScored,
  type ScoreData,
  Scored,
  type ScoredData,
  type ScoredJson,
  type ScoreMetrics,
  type ScoreSummary,
  type ScoreSummaryJson,
  type Scores,
  type ScoresJson,
  type SumScoreData,
  type SumScoreJson,
} from './series/scored.ts'
export type { Interval, SumData, SumJson } from './series/sums.ts'
export {
  type Condition,
  type Fields,
  finite,
  type Lengths,
  type Numbers,
  nonNegative,
  type Saveable,
  type Setting,
  type Visit,
  visitSaveable,
} from './state/fields.ts'
export { restore } from './state/restore.ts'
export { snapshot, snapshotInTurns } from './state/snapshot.ts'
export { IndexedDbStore } from './stores/indexed-db-store.ts'
export { MemoryStore } from './stores/memory-store.ts'
export type { Store } from './stores/store.ts'
