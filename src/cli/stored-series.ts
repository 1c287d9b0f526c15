import type { StoredSeries } from '../checkpoint/contents.ts'
import { type OverSeries, overSeries, type SeriesScores, seriesScores } from '../scores/over-series.ts'
import { overallScores, scoreSummaryJson } from '../scores/score-summaries.ts'

/** A series in a checkpoint, with a line for each channel that was scored. */
export interface StoredLine {
  readonly series: StoredSeries
  readonly scores: readonly SeriesScores[]
}

export const lineOf = (series: StoredSeries): StoredLine => {
  const { key, scores } = series
  const channels = scores ? [...Array(scores.channels).keys()] : []
  return { series, scores: channels.map((channel) => seriesScores({ key: [key], scores: scores! }, channel)) }
}

/** Whether the checkpoint is of probabilities. */
export const areOutcomes = (all: readonly StoredSeries[]): boolean => all.some(({ scores }) => scores?.outcomes)

/** The scores of a series by channel, as JSON. */
export function storedScoresJson(series: StoredSeries): unknown[] {
  const { scores } = series
  if (!scores?.outcomes) return lineOf(series).scores.map(({ key: _, ...line }) => line)
  return Array.from({ length: scores.channels }, (_, channel) => scoreSummaryJson(overallScores(scores, channel), []))
}

/** What the scores of the series of a checkpoint are like, one a channel. */
export function overStored(all: readonly StoredSeries[]): OverSeries[] {
  const keyed = all.map(({ key, scores }) => ({ key: [key], scores }))
  const channels = Math.max(0, ...keyed.map(({ scores }) => scores?.channels ?? 0))
  return Array.from({ length: channels }, (_, channel) => overSeries(keyed, channel))
}

/** The series with the least skill in any channel, the least first. */
export function worstStored(all: readonly StoredSeries[], over: readonly OverSeries[], most: number): StoredSeries[] {
  const lines = over.flatMap(({ worst }) => worst).sort((a, b) => a.skill - b.skill)
  const keys = [...new Set(lines.map(({ key }) => key[0]!))].slice(0, most)
  const byKey = new Map(all.map((one) => [one.key, one]))
  return keys.map((key) => byKey.get(key)!)
}
