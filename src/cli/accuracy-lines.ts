import type { Look } from '../look/look.ts'
import { percentOf } from '../series/forecast.ts'
import { naturalSeasons, seasonWords } from '../time/natural-seasons.ts'
import { figure } from './figures.ts'
import type { Recent, RecentScores, RecentSeries } from './recent.ts'
import { valueText } from './value-text.ts'

const dayMs = 86_400_000
/** Fewer targets say little. */
const enough = 10

/** Recent enough to be true of today, and long enough to be more than chance. */
function spanOf(stepMs: number): number {
  if (stepMs <= 60_000) return dayMs / 4
  if (stepMs < 3_600_000) return 7 * dayMs
  if (stepMs < dayMs) return 30 * dayMs
  if (stepMs < 5 * dayMs) return 90 * dayMs
  if (stepMs < 25 * dayMs) return 366 * dayMs
  if (stepMs < 80 * dayMs) return 3 * 366 * dayMs
  return stepMs < 300 * dayMs ? 5 * 366 * dayMs : 20 * 366 * dayMs
}

/** The recent scores of one channel of a series, and the sentence about them; undefined if there are too few. */
export function recentScores(recent: Recent, channel: number): RecentScores | undefined {
  const { pastTimes } = recent
  const steps = pastTimes.slice(1).map((time, i) => time - pastTimes[i]!)
  const step = steps.sort((a, b) => a - b)[steps.length >> 1]
  const scores = step === undefined ? undefined : recent.scores(channel, spanOf(step))
  return scores && scores.count >= enough ? scores : undefined
}

/** The seasons in steps that naive forecasts repeat: those of the file, and the natural ones of its cadence. */
export const naiveSeasons = ({ cadence, seasons }: Pick<Look, 'cadence' | 'seasons'>): readonly number[] =>
  [
    ...new Set([...seasons, ...(cadence === undefined ? [] : naturalSeasons(cadence).map(({ steps }) => steps))]),
  ].filter((steps) => steps <= longestSeason)

/** A week of five minutes; longer ones would take much memory if there are many series. */
const longestSeason = 2016

/** The naive forecasts of `Recent`, in words. */
const naiveWords = (seasons: readonly number[], cadence: string | undefined): string[] => [
  'repeating the last value',
  ...seasons.map((season) => `repeating ${seasonWords(season, cadence)} ago`),
]

/** What the forecasts are compared with, in words. */
export const naivesOf = ({ all: [first] }: RecentSeries, look: Pick<Look, 'cadence' | 'seasons'>): string[] =>
  first?.last.outcomes ? ['the base rate'] : naiveWords(naiveSeasons(look), look.cadence)

/** Names of the channels: the outcomes, or the targets. */
export const channelsOf = ({ last }: Recent, { targets }: Pick<Look, 'targets'>): readonly string[] =>
  last.outcomes?.names ?? targets

/** How much better than the strongest naive forecast, in words. */
export function skillWords(skills: readonly number[], naives: readonly string[]): string | undefined {
  const known = skills.flatMap((skill, k) => (Number.isFinite(skill) ? { skill, naive: naives[k]! } : []))
  if (known.length === 0) return undefined
  const { skill, naive } = known.reduce((least, one) => (one.skill < least.skill ? one : least))
  const percent = Math.round(Math.abs(skill) * 100)
  if (percent === 0) return `as good as ${naive}`
  return `${percent} % ${skill > 0 ? 'better' : 'worse'} than ${naive}`
}

/** The share of values inside an interval, in words. */
export const coverageWords = (coverage: readonly number[], levels: readonly number[]): string | undefined =>
  Number.isFinite(coverage[0])
    ? `${Math.round(coverage[0]! * 100)} % fell within the ${percentOf(levels[0]!)} % interval`
    : undefined

/** The stretch of time that scores cover, in words: `the last 90 days`. */
export function spanWords({ from, to, count }: RecentScores): string {
  const ms = count > 1 ? ((to - from) * count) / (count - 1) : 0
  const unit = units.find(({ size, least = 3 }) => ms >= least * size)
  return unit === undefined ? `the last ${count} rows` : `the last ${Math.round(ms / unit.size)} ${unit.name}`
}

const units = [
  { name: 'years', size: 365.2425 * dayMs },
  { name: 'months', size: 30.436875 * dayMs, least: 4 },
  { name: 'days', size: dayMs },
  { name: 'hours', size: 3_600_000 },
  { name: 'minutes', size: 60_000 },
  { name: 'seconds', size: 1000 },
]

/** Channels that have a line of their own; more are summed up. */
const named = 3

/** How good such forecasts have been lately, a sentence a channel; one for all of them if there are many. */
export function accuracyLines(recent: RecentSeries, look: Pick<Look, 'targets' | 'cadence' | 'seasons'>): string[] {
  const naives = naivesOf(recent, look)
  const all = recent.all.flatMap((one) => {
    const series = channelsOf(one, look)
    return series.flatMap((name, channel) => {
      const scores = recentScores(one, channel)
      if (!scores) return []
      const key = one.last.observation.key ?? []
      return [
        { name: [...key, ...(series.length > 1 || key.length === 0 ? [name] : [])].join(' · '), scores, one, channel },
      ]
    })
  })
  if (all.length === 0) return ['there are too few rows to say how good such forecasts are']
  const { levels } = all[0]!.one.last
  if (all.length > named)
    return [
      together(
        all.map(({ scores }) => scores),
        naives,
        levels,
      ),
    ]
  return all.map(({ name, scores, one, channel }) => {
    const parts = [
      `${all.length > 1 ? `${name}: ` : ''}over ${spanWords(scores)} such forecasts ${errorWords(one, channel, scores)}`,
      skillWords(scores.skills, naives),
    ]
    return [parts.filter((part) => part !== undefined).join(', '), coverageWords(scores.coverage, levels)]
      .filter((part) => part !== undefined)
      .join('; ')
  })
}

/** The size of the errors of a channel, in words. */
function errorWords(one: Recent, channel: number, { error }: RecentScores): string {
  if (one.last.outcomes) return `had a Brier score of ${figure(error)}`
  return `were off by ${valueText(one.past(channel), error)(error)} on average`
}

/** The middle of many channels, whose errors have no common unit. */
function together(all: readonly RecentScores[], naives: readonly string[], levels: readonly number[]): string {
  const skills = naives.map((_, k) => median(all.map(({ skills }) => skills[k]!)))
  const inside = levels.map((_, v) => median(all.map(({ coverage }) => coverage[v]!)))
  const skill = skillWords(skills, naives)
  return [
    `over ${spanWords(all[0]!)}, in the middle of ${all.length} ${levels.length > 0 ? 'series' : 'probabilities'}, such forecasts were ${skill ?? 'exact'}`,
    coverageWords(inside, levels),
  ]
    .filter((part) => part !== undefined)
    .join('; ')
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}
