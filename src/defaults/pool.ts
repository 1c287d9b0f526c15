import { ConfigError } from '../errors.ts'
import { Drift } from '../experts/drift.ts'
import type { Expert, ExpertShape } from '../experts/expert.ts'
import { HoltWinters, type Smoothing } from '../experts/holt-winters.ts'
import { HoltWintersMultiplicative } from '../experts/holt-winters-multiplicative.ts'
import { Persistence } from '../experts/persistence.ts'
import { RecursiveLeastSquares } from '../experts/recursive-least-squares.ts'
import { ResidualLstm } from '../experts/residual-lstm.ts'
import { SeasonalDrift } from '../experts/seasonal-drift.ts'
import { SeasonalNaive } from '../experts/seasonal-naive.ts'
import { nearest } from '../words/nearest.ts'
import { longestSeason, type Profile } from './profile.ts'

/** A function that makes a fresh expert, and what it is called. Operators take recipes, never live objects. */
export interface ExpertRecipe {
  readonly name: string
  /** The name of its state in a snapshot, if a rate in its name may change without a loss of what was learned. Default: its name. */
  readonly identity?: string
  /** Name of the expert whose forecasts it is shown; it comes after that one. */
  readonly base?: string
  /** @param base the base's forecasts at the newest origin, shape [channels × leads]: a view, written before `learn` is called */
  build(shape: ExpertShape, base: Float64Array): Expert
}

export function isRecipe(value: unknown): value is ExpertRecipe {
  const { build, name } = (value ?? {}) as Partial<ExpertRecipe>
  return typeof build === 'function' && typeof name === 'string' && name !== ''
}

/** What the LSTMs need to know beside their profile. */
export interface LstmSettings {
  readonly hidden: number
  readonly replayRows: number
  readonly seed: number
  readonly engine: 'wasm' | 'reference'
}

/** What the pool is for. */
export interface SeriesTraits {
  readonly profile: Profile
  /** In steps. */
  readonly season: number | undefined
  /** Whether the experts are shown logarithms. */
  readonly logarithmic: boolean
}

/** Every expert that suits the profile and the season, bases before what stands on them. All of them are the default pool. */
export function catalogue(ground: SeriesTraits, settings: LstmSettings): ExpertRecipe[] {
  return [...simple(ground), ...regressions(ground), ...lstms(ground, settings)]
}

function simple({ profile, season, logarithmic }: SeriesTraits): ExpertRecipe[] {
  const recipes: ExpertRecipe[] = [
    { name: 'persistence', build: (shape) => new Persistence(shape) },
    { name: 'drift', build: (shape) => new Drift(shape) },
  ]
  const smooth = (name: string, period: number, smoothing: Smoothing) =>
    recipes.push({ name, build: (shape) => new HoltWinters(shape, period, smoothing) })
  // A season of one step, whose term is never learned, is none.
  for (const [name, smoothing] of Object.entries(profile.smoothings)) smooth(name, 1, smoothing)
  if (season === undefined) return recipes
  recipes.push({ name: 'seasonalNaive', build: (shape) => new SeasonalNaive(shape, season) })
  if (season > longestSeason) return recipes
  recipes.push({ name: 'seasonalDrift', build: (shape) => new SeasonalDrift(shape, season) })
  // One that follows at a moderate rate, a faster one and a slower one with a trend that fades to half in 34 steps; none is tuned to a file. MAE
  // over 12 leads, on a log scale, on airline passengers and CO2, each alone: 15.1 and 0.62, 19.5 and 0.91, 25.1 and 1.28. Of 450 combinations of
  // constants the best have 13.0 and 0.49, the median 22.5 and 1.35. In the mixture: 11.45 and 0.422; the first alone 11.39 and 0.422; none 11.60
  // and 0.431.
  smooth('holtWinters', season, { level: 0.3, trend: 0.05, season: 0.3, damping: 1 })
  smooth('holtWintersDamped', season, { level: 0.5, trend: 0.02, season: 0.5, damping: 0.98 })
  smooth('holtWintersSlow', season, { level: 0.2, trend: 0.01, season: 0.1, damping: 0.98 })
  // 13.7 and 0.62 alone; of 120 combinations the best have 12.8 and 0.51, the median 18.0 and 0.79.
  const ratio = { level: 0.3, trend: 0.1, season: 0.6, logarithmic }
  recipes.push({
    name: 'holtWintersMultiplicative',
    build: (shape) => new HoltWintersMultiplicative(shape, season, ratio),
  })
  return recipes
}

function regressions({ profile, season }: SeriesTraits): ExpertRecipe[] {
  const recipes: ExpertRecipe[] = Object.entries(profile.regressions).map(([name, options]) => ({
    name,
    base: 'persistence',
    build: (shape, base) => new RecursiveLeastSquares(shape, options, base),
  }))
  if (season !== undefined && season > 2 && season <= longestSeason) {
    const options = { lags: [1, season - 1, season], forgetting: 1, ridge: 1, clip: 10, cycles: {}, level: false }
    recipes.push({
      name: 'rls(season)',
      base: 'seasonalDrift',
      build: (shape, base) => new RecursiveLeastSquares(shape, options, base),
    })
  }
  return recipes
}

function lstms({ profile, season }: SeriesTraits, settings: LstmSettings): ExpertRecipe[] {
  const shownSeason = season !== undefined && season <= longestSeason ? season : 0
  return profile.lstms.map(({ base, learningRate }, i) => ({
    name: `lstm(${base}, ${learningRate})`,
    identity: `lstm ${i + 1} (${base})`,
    base,
    build: (shape, view) =>
      new ResidualLstm(
        shape,
        {
          ...profile.inputs,
          ...settings,
          season: shownSeason,
          reach: profile.reach,
          window: profile.window,
          replays: profile.replays,
          learningRate,
        },
        view,
        base !== 'persistence',
      ),
  }))
}

/** The experts to build, bases first, and which of them are mixed. */
export interface Selection {
  readonly recipes: readonly ExpertRecipe[]
  readonly mixed: readonly number[]
}

/**
 * The experts chosen, with the bases they stand on, which are built but not mixed unless chosen too.
 * @throws ConfigError naming every expert that is not known
 */
export function select(
  known: readonly ExpertRecipe[],
  chosen: readonly (string | ExpertRecipe)[] | undefined,
): Selection {
  if (chosen === undefined) return { recipes: known, mixed: known.map((_, i) => i) }
  const own = new Map(chosen.flatMap((one) => (typeof one === 'string' ? [] : [[one.name, one] as const])))
  // One of a known name takes that one's place, and what stands on it.
  const replaced = known.map((recipe) => own.get(recipe.name) ?? recipe)
  const all = [...new Set([...replaced, ...own.values()])]
  const names = new Set(chosen.map((one) => (typeof one === 'string' ? one : one.name)))
  const needed = new Set(names)
  for (const recipe of all.toReversed())
    if (needed.has(recipe.name) && recipe.base !== undefined) needed.add(recipe.base)
  const missing = [...needed].filter((name) => !all.some((recipe) => recipe.name === name))
  if (missing.length > 0) throw new ConfigError(missing.map((name) => unknownExpert(name, chosen.indexOf(name), all)))
  const recipes = all.filter(({ name }) => needed.has(name))
  return { recipes, mixed: recipes.flatMap(({ name }, i) => (names.has(name) ? [i] : [])) }
}

/** @param at its place among those chosen; −1 where it is only stood on */
function unknownExpert(name: string, at: number, all: readonly ExpertRecipe[]) {
  const names = all.map((recipe) => recipe.name)
  const guess = nearest(name, names)
  const cure = guess === undefined ? `known here are ${names.join(', ')}` : `did you mean "${guess}"?`
  return {
    where: at < 0 ? 'forecast.experts:' : `forecast.experts.${at}:`,
    message: `expected the name of an expert, got "${name}"; ${cure}`,
  }
}
