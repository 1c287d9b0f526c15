import { catalogue } from './pool.ts'
import { type Kind, profileOf } from './profile.ts'

/** A season with seasonal terms, and no season: names do not depend on its length. */
const seasons = [7, undefined]
const points = ['median', 'mean'] as const
const kinds: readonly Kind[] = ['hourly', 'daily', 'price', 'monthly']

/** The names of the experts of every kind of series, each once: any other name is misspelt, whatever the data. */
export function everyExpertName(): readonly string[] {
  // Nothing is built, so the settings are never used.
  const settings = { hidden: 1, replayRows: 1, seed: 1, engine: 'reference' } as const
  const names = kinds.flatMap((kind) =>
    seasons.flatMap((season) =>
      points.flatMap((point) => {
        const traits = { profile: profileOf(kind, season), season, logarithmic: false, point }
        return catalogue(traits, settings).map(({ name }) => name)
      }),
    ),
  )
  return [...new Set(names)]
}
