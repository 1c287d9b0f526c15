import { type Duration, parseDuration } from '../series/duration.ts'
import { checkOptions } from './check-options.ts'
import type { ForecasterOptions } from './options.ts'
import { catalogue, type Selection, select } from './pool.ts'
import { isLogarithmic, type Kind, kindOf, type Profile, profileOf } from './profile.ts'

/** What is taken where an option is left out and the series does not say. */
export const defaults = {
  covariates: 0,
  levels: [],
  mixture: 'mlPoly',
  gaps: 'keep',
  // 16 to 64 are within 1 % of each other.
  hidden: 32,
  // A few years of days, half a year of hours: beyond it old windows teach little.
  memory: 4096,
  engine: 'wasm',
  seed: 1,
} as const satisfies Partial<ForecasterOptions>

/** What may be left out for good: there are series without it, or it is for the series to say. */
type Open = 'cadence' | 'season' | 'scale' | 'experts'
type Settled = { readonly [Name in Exclude<keyof ForecasterOptions, Open>]-?: NonNullable<ForecasterOptions[Name]> }

/** The options of a forecaster with nothing left to decide, in copies of their own. */
export interface Choices extends Settled, Pick<ForecasterOptions, Open> {
  readonly kind: Kind
  readonly profile: Profile
  /** Whether the experts are shown logarithms, to begin with. */
  readonly logarithmic: boolean
  /** The cadence. */
  readonly step: Duration | undefined
}

/**
 * Decides what the options leave open, by the kind of series or by default.
 * @throws ConfigError with everything that is wrong with them
 */
export function choose(options: ForecasterOptions): Choices {
  checkOptions(options)
  const told = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const settled = { ...defaults, ...(told as unknown as ForecasterOptions) }
  const { cadence, leads, levels, scale, season } = settled
  const kind = kindOf(cadence, season)
  const profile = profileOf(kind, season)
  return {
    ...(settled as Settled & Pick<ForecasterOptions, Open>),
    leads: [...leads],
    levels: [...(levels ?? [])],
    kind,
    profile,
    logarithmic: isLogarithmic(profile, scale),
    step: cadence === undefined ? undefined : parseDuration(cadence),
  }
}

/**
 * The experts for the scale as it is, which may have become another than the one chosen.
 * @throws ConfigError where an expert is not known
 */
export function chosenExperts(choices: Choices, logarithmic: boolean): Selection {
  const { engine, experts, hidden, memory, profile, season, seed } = choices
  return select(catalogue({ profile, season, logarithmic }, { engine, hidden, memory, seed }), experts)
}
