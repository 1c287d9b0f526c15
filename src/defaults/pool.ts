import { ConfigError } from '../errors.ts'
import { Drift } from '../experts/drift.ts'
import type { Expert, ExpertShape } from '../experts/expert.ts'
import { HoltWinters, type Smoothing } from '../experts/holt-winters.ts'
import { HoltWintersMultiplicative } from '../experts/holt-winters-multiplicative.ts'
import { hasOthers } from '../experts/other-channels.ts'
import { Persistence } from '../experts/persistence.ts'
import { RecursiveLeastSquares, type RlsOptions } from '../experts/recursive-least-squares.ts'
import { ResidualLstm } from '../experts/residual-lstm.ts'
import { RobustSmoothing } from '../experts/robust-smoothing.ts'
import { SeasonalDrift } from '../experts/seasonal-drift.ts'
import { SeasonalMedian } from '../experts/seasonal-median.ts'
import { SeasonalNaive } from '../experts/seasonal-naive.ts'
import { Theta } from '../experts/theta.ts'
import type { Network } from '../lstm/network.ts'
import type { LstmOptions } from '../lstm/options.ts'
import type { Front } from '../lstm/shape.ts'
import { nearest } from '../words/nearest.ts'
import { intermittent } from './intermittent.ts'
import type { Profile } from './profile.ts'

/** A named function that creates an expert. Operators take recipes, so that each subscription has its own experts. */
export interface ExpertRecipe {
  readonly name: string
  /** Name of its state in snapshots, so that state is kept when a rate in `name` changes. Default: `name`. */
  readonly identity?: string
  /** Name of the expert whose forecasts it receives; it must come after that expert. */
  readonly base?: string
  /**
   * @param base forecasts of the base, shape [channels × leads]: a view, updated before each call of `learn`
   * @param join creates networks that have their weights in common with those of other series, if it is there
   */
  build(shape: ExpertShape, base: Float64Array, join?: JoinNetwork): Expert
}

export function isRecipe(value: unknown): value is ExpertRecipe {
  const { build, name } = (value ?? {}) as Partial<ExpertRecipe>
  return typeof build === 'function' && typeof name === 'string' && name !== ''
}

/** Options of the LSTMs besides their profile. */
export interface LstmSettings {
  readonly hidden: number
  readonly replayRows: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
  readonly front?: Front | undefined
}

/** Creates a network, or joins the one of that name. */
export type JoinNetwork = (name: string, options: LstmOptions) => Network

/** Properties of a series that the pool depends on. */
export interface SeriesTraits {
  readonly profile: Profile
  /** In steps, the primary one first; empty for none. */
  readonly seasons: readonly number[]
  /** Series forecast together. Default: 1. */
  readonly channels?: number
  /** Whether the inputs of the experts are logarithms. */
  readonly logarithmic: boolean
  /** What the forecasts aim at. Default: the median. */
  readonly point?: 'median' | 'mean'
}

/** Every expert that suits the profile and the season, bases before the experts that use them: the default pool. */
export function catalogue(ground: SeriesTraits, settings: LstmSettings): ExpertRecipe[] {
  return [
    ...simple(ground),
    ...intermittent({ ...ground, season: ground.seasons[0] }),
    ...regressions(ground),
    ...lstms(ground, settings),
  ]
}

function simple({ profile, seasons, logarithmic }: SeriesTraits): ExpertRecipe[] {
  const [season] = seasons
  const isShort = season !== undefined && season <= profile.longestSeason
  const recipes: ExpertRecipe[] = [{ name: 'persistence', build: (shape) => new Persistence(shape) }]
  // On quarters, Theta alone: with drift beside it the error is 3 % larger. On airline passengers drift saves 1 %.
  if (profile.kind !== 'quarterly') recipes.push({ name: 'drift', build: (shape) => new Drift(shape) })
  if (profile.theta) recipes.push({ name: 'theta', build: (shape) => new Theta(shape, isShort ? season : 1) })
  const smooth = (name: string, period: number, smoothing: Smoothing) =>
    recipes.push({ name, build: (shape) => new HoltWinters(shape, period, smoothing) })
  // A season of one step, whose term is never learned, amounts to no season.
  for (const [name, smoothing] of Object.entries(profile.smoothings)) smooth(name, 1, smoothing)
  recipes.push(...seasons.flatMap((steps, i) => repeating(profile, steps, i === 0 ? '' : `(season ${i + 1})`)))
  if (!isShort) return recipes
  // A moderate rate, a faster one, and a slower one whose trend halves in 34 steps; none is tuned to a file. MAE over
  // 12 leads on the log scale, on airline passengers and CO2, each alone: 15.1 and 0.62, 19.5 and 0.91, 25.1 and 1.28.
  // Of 450 combinations of constants the best have 13.0 and 0.49, the median 22.5 and 1.35. In the mixture: 11.45 and
  // 0.422; with the first only 11.39 and 0.422; without them 11.60 and 0.431.
  smooth('holtWinters', season, { level: 0.3, trend: 0.05, season: 0.3, damping: 1 })
  smooth('holtWintersDamped', season, { level: 0.5, trend: 0.02, season: 0.5, damping: 0.98 })
  smooth('holtWintersSlow', season, { level: 0.2, trend: 0.01, season: 0.1, damping: 0.98 })
  // Alone 13.7 and 0.62; of 120 combinations the best have 12.8 and 0.51, the median 18.0 and 0.79.
  const ratio = { level: 0.3, trend: 0.1, season: 0.6, logarithmic }
  recipes.push({
    name: 'holtWintersMultiplicative',
    build: (shape) => new HoltWintersMultiplicative(shape, season, ratio),
  })
  return recipes
}

/** The experts of every season, also of those beside the primary one. */
function repeating({ longestSeason, robust }: Profile, season: number, suffix: string): ExpertRecipe[] {
  const recipes: ExpertRecipe[] = [
    { name: `seasonalNaive${suffix}`, build: (shape) => new SeasonalNaive(shape, season) },
  ]
  if (season > longestSeason) return recipes
  recipes.push({ name: `seasonalDrift${suffix}`, build: (shape) => new SeasonalDrift(shape, season) })
  if (robust === undefined) return recipes
  return [
    ...recipes,
    { name: `medianOfSeasons${suffix}`, build: (shape) => new SeasonalMedian(shape, season, robust.seasons) },
    { name: `robustSmoothing${suffix}`, build: (shape) => new RobustSmoothing(shape, season, robust.smoothing) },
  ]
}

function regressions({ channels = 1, profile, seasons: [season] }: SeriesTraits): ExpertRecipe[] {
  const over = (base: string, name: string, options: RlsOptions): ExpertRecipe => ({
    name,
    base,
    build: (shape, view) => new RecursiveLeastSquares(shape, options, view),
  })
  const recipes = Object.entries(profile.regressions)
    .filter(([, { others }]) => others === undefined || hasOthers(channels, others))
    .map(([name, options]) => over('persistence', name, options))
  if (season === undefined || season <= 2 || season > profile.longestSeason) return recipes
  const options = { forgetting: 1, clip: 10, cycles: {}, level: false }
  recipes.push(over('seasonalDrift', 'rls(season)', { ...options, lags: [1, season - 1, season], ridge: 1 }))
  if (profile.theta) {
    const lags = Array.from({ length: season + 1 }, (_, i) => i + 1)
    recipes.push(over('seasonalNaive', 'rls(season + 1)', { ...options, lags, ridge: 30 }))
  }
  return recipes
}

function lstms({ logarithmic, profile, seasons }: SeriesTraits, settings: LstmSettings): ExpertRecipe[] {
  const { replayRows, ...sizes } = settings
  const short = seasons.filter((season) => season <= profile.longestSeason)
  const inputSeason = short.length > 0 ? Math.min(...short) : 0
  return profile.lstms.map(({ base, learningRate, cycles = profile.inputs.cycles }, i) => ({
    name: `lstm(${base}, ${learningRate})`,
    identity: `lstm ${i + 1} (${base})`,
    base,
    build: (shape, view, join) =>
      new ResidualLstm(
        shape,
        {
          ...profile.inputs,
          ...sizes,
          replayRows: join ? Math.min(replayRows, sharedReplayRows) : replayRows,
          cycles,
          season: inputSeason,
          reach: profile.reach,
          window: profile.window,
          replays: profile.replays,
          learningRate,
        },
        view,
        base !== 'persistence',
        join && ((options) => join(networkName(i, logarithmic, profile, options), options)),
      ),
  }))
}

/**
 * Rows that a series keeps for replay if others learn the same weights: these forget less. 512 rows take 160 kB a series
 * more, and no band of rows is forecast better.
 */
const sharedReplayRows = 32

/** Only networks of one kind of series, on one scale and of the same sizes can have their weights in common. */
function networkName(at: number, logarithmic: boolean, { kind, lstms }: Profile, options: LstmOptions): string {
  const { channels = 1, inputs, leads } = options
  const scale = logarithmic ? 'log' : 'linear'
  return `${kind} ${scale} lstm ${at + 1} (${lstms[at]!.base}) ${channels} × ${inputs} → ${leads.join()}`
}

/** The experts to build, bases first, and which of them are mixed. */
export interface Selection {
  readonly recipes: readonly ExpertRecipe[]
  readonly mixed: readonly number[]
}

/**
 * The chosen experts and their bases. Bases that are not chosen are built, but not mixed.
 *
 * @throws ConfigError with every unknown expert
 */
export function select(
  known: readonly ExpertRecipe[],
  chosen: readonly (string | ExpertRecipe)[] | undefined,
): Selection {
  if (chosen === undefined) return { recipes: known, mixed: known.map((_, i) => i) }
  const own = new Map(chosen.flatMap((one) => (typeof one === 'string' ? [] : [[one.name, one] as const])))
  // A custom expert with a known name replaces that expert, also as a base.
  const replaced = known.map((recipe) => own.get(recipe.name) ?? recipe)
  const all = [...new Set([...replaced, ...own.values()])]
  const names = new Set(chosen.map((one) => (typeof one === 'string' ? one : one.name)))
  const needed = new Set(names)
  for (const recipe of all.toReversed())
    if (needed.has(recipe.name) && recipe.base !== undefined) needed.add(recipe.base)
  const missing = [...needed].filter((name) => !all.some((recipe) => recipe.name === name))
  if (missing.length > 0) throw new ConfigError(missing.map((name) => unknownExpert(name, chosen.indexOf(name), all)))
  const recipes = basesFirst(all.filter(({ name }) => needed.has(name)))
  return { recipes, mixed: recipes.flatMap(({ name }, i) => (names.has(name) ? [i] : [])) }
}

/**
 * The recipes in their order, each after its base: an expert is shown its base's forecasts of the same observation.
 *
 * @throws ConfigError if experts are bases of each other
 */
function basesFirst(recipes: readonly ExpertRecipe[]): ExpertRecipe[] {
  const sorted: ExpertRecipe[] = []
  let left = [...recipes]
  while (left.length > 0) {
    const isReady = ({ base }: ExpertRecipe) => !left.some(({ name }) => name === base)
    const ready = left.findIndex(isReady)
    if (ready < 0) {
      const names = left.map(({ name }) => name).join(', ')
      const message = `expected an expert as base that has no base among these, got a circle of ${names}; change one base`
      throw new ConfigError([{ where: 'forecast.experts:', message }])
    }
    sorted.push(left[ready]!)
    left = left.filter((_, i) => i !== ready)
  }
  return sorted
}

/** @param at its index in the list of chosen experts; −1 if it is only a base */
function unknownExpert(name: string, at: number, all: readonly ExpertRecipe[]) {
  const names = all.map((recipe) => recipe.name)
  const guess = nearest(name, names)
  const cure = guess === undefined ? `known are ${names.join(', ')}` : `did you mean "${guess}"?`
  return {
    where: at < 0 ? 'forecast.experts:' : `forecast.experts.${at}:`,
    message: `expected the name of an expert, got "${name}"; ${cure}`,
  }
}
