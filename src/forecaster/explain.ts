import type { ForecasterOptions } from './options.ts'
import { catalogue, select } from './pool.ts'
import { isLogarithmic, type Kind, kindOf, longestSeason, profileOf } from './profile.ts'

const reasons: Record<Kind, string> = {
  hourly:
    'steps of half a day or less: many rows, so larger rates, a scale that never forgets, a day and a week in the calendar',
  daily: 'steps of days to a week: a year in the calendar, level and covariates as inputs',
  price: 'business days: prices, on which hardly anything beats persistence, so small rates and no calendar',
  monthly: 'steps longer than a week: few rows and a strong season, so seasonal experts and LSTMs over them',
}

/** What a forecaster with these options has chosen by itself, and why: one line a choice. */
export function explain(options: ForecasterOptions): string[] {
  const {
    cadence,
    engine = 'wasm',
    experts,
    hidden = 32,
    leads,
    levels = [],
    memory = 4096,
    mixture = 'mlPoly',
    scale,
    season,
    seed,
  } = options
  const kind = kindOf(cadence, season)
  const profile = profileOf(kind, season)
  const logarithmic = isLogarithmic(profile, scale)
  const known = catalogue({ profile, season, logarithmic }, { hidden, memory, seed, engine })
  const { mixed, recipes } = select(known, experts)
  const names = mixed.map((e) => recipes[e]!.name)
  const asked = experts === undefined ? 'all that suit the series' : 'as asked'
  return [
    `kind ${kind}: ${reasons[kind]}`,
    season === undefined
      ? 'season none: no seasonal experts'
      : `season ${season} steps${season > longestSeason ? `: longer than ${longestSeason}, so left to the calendar and the seasonal naive forecast` : ''}`,
    `scale ${logarithmic ? 'log' : 'linear'}: ${scaleReason(scale, logarithmic)}`,
    `leads ${leads.length > 12 ? `${leads[0]} … ${leads[leads.length - 1]} (${leads.length})` : leads.join(', ')}; intervals ${levels.map((level) => `${Math.round(level * 1e6) / 1e4} %`).join(', ') || 'none'}, half-life of the errors ${profile.intervals.halfLife} steps${profile.intervals.perLead > 0 ? ' and the lead' : ''}`,
    `experts, ${asked}: ${names.join(', ')}`,
    `LSTMs: ${hidden} cells, ${profile.window} steps and ${profile.replays} old windows a gradient, ${memory} steps kept, ${engine} engine, seed ${seed}`,
    `mixture ${mixture}, for each lead and channel on its own, neighbouring leads sharing what they know${mixture === 'mlPoly' ? `; regrets fade by ${profile.discount} a step` : ''}`,
  ]
}

function scaleReason(scale: ForecasterOptions['scale'], logarithmic: boolean): string {
  if (scale !== undefined) return 'as asked'
  return logarithmic
    ? 'prices and monthly series move by shares of their level; left for linear at the first value that is not positive'
    : 'neither prices nor a monthly series'
}
