import { catalogue } from './pool.ts'
import { type Kind, profileOf } from './profile.ts'

/** A season short enough to have terms of its own, and none: names do not hang on its length. */
const seasons = [7, undefined]
const kinds: readonly Kind[] = ['hourly', 'daily', 'price', 'monthly']

/** Names of the experts of every kind of series, each once: one that is not among them is misspelt, whatever the data is. */
export function everyExpertName(): readonly string[] {
  // Nothing is built: the settings are never looked at.
  const settings = { hidden: 1, replayRows: 1, seed: 1, engine: 'reference' } as const
  const names = kinds.flatMap((kind) =>
    seasons.flatMap((season) =>
      catalogue({ profile: profileOf(kind, season), season, logarithmic: false }, settings).map(({ name }) => name),
    ),
  )
  return [...new Set(names)]
}
