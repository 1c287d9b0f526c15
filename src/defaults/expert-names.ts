import { catalogue } from './pool.ts'
import { type Kind, profileOf } from './profile.ts'
import { maxSeasons } from './seasons.ts'

/** Enough to have others. */
const channels = 2
/** As many seasons as there can be, with seasonal terms, and none: names do not depend on their length. */
const seasons = [Array.from({ length: maxSeasons }, (_, i) => 7 + i), []]
const points = ['median', 'mean'] as const
const kinds: readonly Kind[] = ['hourly', 'daily', 'weekly', 'price', 'monthly', 'quarterly']

/** The names of the experts of every kind of series, each once: any other name is misspelt, whatever the data. */
export function everyExpertName(): readonly string[] {
  // Nothing is built, so the settings are never used.
  const settings = { hidden: 1, replayRows: 1, seed: 1, engine: 'reference' } as const
  const names = kinds.flatMap((kind) =>
    seasons.flatMap((some) =>
      points.flatMap((point) => {
        const traits = { profile: profileOf(kind, some), seasons: some, channels, logarithmic: false, point }
        return catalogue(traits, settings).map(({ name }) => name)
      }),
    ),
  )
  return [...new Set(names)]
}
