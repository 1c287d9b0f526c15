import type { z } from 'zod/mini'
import { type Duration, parseDuration } from '../time/duration.ts'
import { checkArgument } from '../words/check-argument.ts'
import { type ForecasterOptions, forecasterOptions } from './options.ts'
import { catalogue, type Selection, select } from './pool.ts'
import { isLogarithmic, type Kind, kindOf, type Profile, profileOf } from './profile.ts'

/** The options of a forecaster with nothing left to decide, in copies of their own. */
export interface Choices extends z.output<typeof forecasterOptions> {
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
  const checked = checkArgument('forecast', forecasterOptions, options)
  const { cadence, scale, season } = checked
  const kind = kindOf(cadence, season)
  const profile = profileOf(kind, season)
  return {
    ...checked,
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
  return select(catalogue({ profile, season, logarithmic }, { engine, hidden, replayRows: memory, seed }), experts)
}
