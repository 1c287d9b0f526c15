import type { z } from 'zod/mini'
import { type Duration, parseDuration } from '../time/duration.ts'
import { checkArgument } from '../words/check-argument.ts'
import { byPosition } from './limits.ts'
import { offeredRecipes } from './offered-recipes.ts'
import { type ForecasterOptions, forecasterOptions } from './options.ts'
import { catalogue, type Selection, select } from './pool.ts'
import { isLogarithmic, type Kind, kindOf, type Profile, profileOf } from './profile.ts'
import { listOf } from './seasons.ts'

/** The options of a forecaster with all defaults filled in, as copies. */
export interface Choices extends Omit<z.output<typeof forecasterOptions>, 'season'> {
  /** The primary season in steps. */
  readonly season: number | undefined
  /** All seasons in steps, the primary one first. */
  readonly seasons: readonly number[]
  readonly kind: Kind
  readonly profile: Profile
  /** Whether the experts start on logarithms. */
  readonly logarithmic: boolean
  /** The cadence, parsed. */
  readonly step: Duration | undefined
  /** The experts by whether they use logarithms, once they are known. */
  readonly selections: Map<boolean, Selection>
}

/**
 * Fills in what the options leave open, by the kind of series or by default.
 *
 * @throws ConfigError with every problem of the options
 */
export function choose(options: ForecasterOptions): Choices {
  const checked = checkArgument('forecast', forecasterOptions, options)
  const { cadence, channels, scale } = checked
  const seasons = listOf(checked.season)
  const [season] = seasons
  const kind = kindOf(cadence, season)
  const profile = profileOf(kind, seasons)
  return {
    ...checked,
    season,
    seasons,
    ...byPosition(
      checked,
      Array.from({ length: channels }, (_, channel) => String(channel)),
    ),
    kind,
    profile,
    logarithmic: isLogarithmic(profile, scale),
    step: cadence === undefined ? undefined : parseDuration(cadence),
    selections: new Map(),
  }
}

/**
 * The experts for a scale, which can differ from the one chosen at the start.
 *
 * @throws ConfigError if an expert is unknown
 */
export function chosenExperts(choices: Choices, logarithmic: boolean): Selection {
  const known = choices.selections.get(logarithmic)
  if (known) return known
  const { channels, engine, experts, front, hidden, memory, offered, point, profile, seasons, seed } = choices
  const elsewhere = offeredRecipes(offered)
  const selection = select(
    [
      ...catalogue(
        { profile, seasons, channels, logarithmic, point },
        { engine, front, hidden, replayRows: memory, seed },
      ),
      ...elsewhere,
    ],
    experts && [...experts, ...elsewhere.map(({ name }) => name)],
  )
  choices.selections.set(logarithmic, selection)
  return selection
}
