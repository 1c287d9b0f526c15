import type { Front } from '../lstm/shape.ts'
import { percentOf } from '../series/forecast.ts'
import { choose, chosenExperts } from './choices.ts'
import type { ForecasterOptions } from './options.ts'
import type { Kind, Profile } from './profile.ts'

const reasons: Record<Kind, string> = {
  hourly:
    'steps of half a day or less: many rows, so larger rates, a scale that never forgets, a day and a week in the calendar',
  daily: 'steps of days: a year and a week in the calendar, level and covariates as inputs',
  weekly: 'steps of more than a day to a week: a year in the calendar, level and covariates as inputs',
  price: 'business days: prices, on which hardly anything beats persistence, so small rates and no calendar',
  monthly:
    'steps of more than a week to a month: few rows and a strong season, so seasonal experts and LSTMs over them',
  quarterly: 'steps longer than a month: so few rows that seasonal experts do better without LSTMs',
}

const pointReason = {
  median: 'the smallest absolute errors',
  mean: 'the smallest squared errors',
}

/** @returns the defaults that a forecaster with these options uses, and why: one line for each */
export function explain(options: ForecasterOptions): string[] {
  const choices = choose(options)
  const { engine, experts, hidden, kind, leads, levels, logarithmic, memory, mixture, point, profile, scale } = choices
  const { seasons, seed } = choices
  const { mixed, recipes } = chosenExperts(choices, logarithmic)
  const names = mixed.map((e) => recipes[e]!.name)
  const asked = experts === undefined ? 'all that suit the series' : 'as asked'
  return [
    `kind ${kind}: ${reasons[kind]}`,
    seasonLine(seasons, profile),
    `scale ${logarithmic ? 'log' : 'linear'}: ${scaleReason(scale, logarithmic)}`,
    `leads ${leadsText(leads)}; intervals ${levels.map((level) => `${percentOf(level)} %`).join(', ') || 'none'}`,
    `experts, ${asked}: ${names.join(', ')}`,
    profile.lstms.length === 0
      ? 'LSTMs none: on such series they earn nothing'
      : `LSTMs: ${hidden} cells, ${profile.window} steps and ${profile.replays} old windows a gradient, ${memory} steps kept, ${engine} engine, seed ${seed}${frontText(choices.front)}`,
    `point ${point}: ${pointReason[point]}`,
    `mixture ${mixture}, for each lead and channel on its own, neighbouring leads sharing what they know${mixture === 'mlPoly' ? `; regrets fade by ${profile.discount.limit} a step${profile.discount.grows ? ', sooner at the beginning' : ''}` : ''}; over it persistence and the best expert, weighed by their own errors`,
  ]
}

/** Leads as text, many of them as the first and the last. */
export const leadsText = (leads: readonly number[]): string =>
  leads.length > 12 ? `${leads[0]} … ${leads[leads.length - 1]} (${leads.length})` : leads.join(', ')

function frontText({ attention, convolution }: Front = {}): string {
  const before = convolution && `; before them ${convolution.filters} filters over ${convolution.width} steps`
  const after = attention && `; after them attention to ${attention.steps} states`
  return `${before ?? ''}${after ?? ''}`
}

function seasonLine(seasons: readonly number[], { longestSeason }: Profile): string {
  if (seasons.length === 0) return 'season none: no seasonal experts'
  const long = seasons.filter((season) => season > longestSeason)
  const left =
    long.length === 0 ? '' : `: longer than ${longestSeason}, so left to the calendar and the seasonal naive forecast`
  const which = left === '' || long.length === seasons.length ? left : `; ${long.join(', ')} ${left.slice(2)}`
  return `season ${seasons.join(' and ')} steps${which}`
}

function scaleReason(scale: ForecasterOptions['scale'], logarithmic: boolean): string {
  if (scale !== undefined) return 'as asked'
  return logarithmic
    ? 'prices, monthly and quarterly series move by shares of their level; left for linear at the first value that is not positive'
    : 'neither prices nor steps of months'
}
