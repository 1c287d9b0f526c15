import * as z from 'zod/mini'

/** Most seasons of a series, such as a day, a week and a year: each has experts of its own. */
export const maxSeasons = 3

/** One season or a list of them, the primary one first. */
export const oneOrSeasons = <T extends z.ZodMiniType>(season: T) =>
  z.union([
    season,
    z.array(season).check(z.minLength(1), z.maxLength(maxSeasons), z.describe('The primary one first.')),
  ])

/** The seasons as a list, each once; empty for none. */
export const listOf = <T>(season: T | readonly T[] | undefined): readonly T[] =>
  season === undefined ? [] : Array.isArray(season) ? [...new Set(season as readonly T[])] : [season as T]
