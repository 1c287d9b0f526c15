import { maxSeasons } from '../defaults/seasons.ts'
import { outcomeExperts } from './outcome-pool.ts'

/** One of each kind of series. */
const cadences = ['1h', '1d', '1w', '1bd', '1mo', '3mo']
/** A comparison has the experts of classes, and more. */
const outcome = { name: '', column: 0, over: 'lead', operator: '>', threshold: { kind: 'number', value: 0 } } as const
const seasons = Array.from({ length: maxSeasons }, (_, i) => 7 + i)

/** The names of the experts of outcomes for every cadence, each once: any other name is misspelt, whatever the data. */
export function everyOutcomeExpert(): readonly string[] {
  // Nothing is built, so the settings are never used.
  const settings = { leads: [1], columns: 1, known: 0, seasons, seed: 1, engine: 'reference' } as const
  const pools = cadences.map((cadence) => outcomeExperts(outcome, { ...settings, cadence }))
  return [...new Set(pools.flatMap((pool) => pool.map(({ name }) => name)))]
}
