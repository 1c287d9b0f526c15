import { meantBy } from '../defaults/options.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import type { OutcomeForecasterOptions } from './outcome-forecaster-options.ts'
import { type OutcomeGround, type OutcomeRecipe, outcomeExperts } from './outcome-pool.ts'

/** The experts to build, bases first, and the positions of those that are mixed. */
export interface OutcomeSelection {
  readonly recipes: readonly OutcomeRecipe[]
  readonly mixed: readonly number[]
}

/** The experts of each outcome: all that suit it, or the chosen ones and their bases. The base rate is always built. */
export const selectExperts = (options: OutcomeForecasterOptions): OutcomeSelection[] =>
  poolsOf(options).map((pool) => selectFrom(pool, options.experts))

function selectFrom(pool: readonly OutcomeRecipe[], chosen: readonly string[] | undefined): OutcomeSelection {
  if (chosen === undefined) return { recipes: pool, mixed: pool.map((_, e) => e) }
  const needed = new Set(['rate', ...chosen])
  for (const { base, name } of pool.toReversed()) if (base !== undefined && needed.has(name)) needed.add(base)
  const recipes = pool.filter(({ name }) => needed.has(name))
  return { recipes, mixed: recipes.flatMap(({ name }, e) => (chosen.includes(name) ? [e] : [])) }
}

/** Names that are not those of experts of any of the outcomes, and outcomes that have none of the chosen experts. */
export function expertProblems(options: OutcomeForecasterOptions): ArgumentProblem[] {
  const { experts: chosen, outcomes } = options
  if (chosen === undefined) return []
  const pools = poolsOf(options).map((pool) => pool.map(({ name }) => name))
  const known = [...new Set(pools.flat())]
  const unknown = chosen.flatMap((name, k) => {
    if (known.includes(name)) return []
    const message = `expected the name of an expert of these outcomes, got "${name}"; ${meantBy(name, known)}`
    return [{ path: ['experts', k], message }]
  })
  if (unknown.length > 0) return unknown
  return outcomes.flatMap(({ name }, k) => {
    if (pools[k]!.some((expert) => chosen.includes(expert))) return []
    const message = `expected an expert of ${name}, got only ${chosen.join(', ')}; add one of ${pools[k]!.join(', ')}`
    return [{ path: ['experts'], message }]
  })
}

const poolsOf = (options: OutcomeForecasterOptions): OutcomeRecipe[][] =>
  options.outcomes.map((outcome) => outcomeExperts(outcome, groundOf(options)))

/** What the experts depend on. */
export const groundOf = (options: OutcomeForecasterOptions): OutcomeGround => ({
  leads: options.leads,
  columns: options.channels + (options.covariates ?? 0),
  known: options.known ?? 0,
  cadence: options.cadence,
  seasons: options.season ?? [],
  seed: options.seed ?? 1,
  engine: options.engine ?? 'wasm',
  hidden: options.hidden,
  memory: options.memory,
})
