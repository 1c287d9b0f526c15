import * as z from 'zod/mini'
import { DataError } from '../errors.ts'
import type { ScoredData } from '../series/scored.ts'
import { optional, withDefault } from '../words/option.ts'

/** Which forecasts and events a sink is given. */
export interface Selection {
  readonly only?: 'latest' | 'events' | undefined
  readonly leads?: readonly number[] | undefined
  readonly events?: boolean | undefined
}

/** The option `leads` of a sink. */
export const leadsOption = optional(
  z.array(z.int().check(z.minimum(1))).check(z.minLength(1)),
  'Only the forecasts at these leads, in steps, such as [1, 24], and no sums. Default: at all leads.',
)

/**
 * The options of a sink that say which forecasts and events it is given.
 *
 * @param latest what `only: latest` means there
 * @param events what `events: true` means there
 */
export const selectionOptions = (latest: string, events: string) => ({
  only: optional(
    z.enum(['latest', 'events']),
    `latest: ${latest} events: no forecasts, but every event. Default: the forecasts of all origins.`,
  ),
  leads: leadsOption,
  events: withDefault(z.boolean(), false, events),
})

/** Words that tell a selection from another, for the `id` of a sink; empty for everything. */
export const selectionText = ({ only, leads, events }: Selection): string =>
  [only && `only ${only}`, leads && `leads ${leads.join(', ')}`, events && 'with events']
    .filter(Boolean)
    .map((words) => `, ${words}`)
    .join('')

/**
 * The forecasts at some leads alone, without sums. Its `scores` are those of all leads.
 *
 * @param leads in steps, in any order; undefined for all of them
 * @throws DataError if none was made at one of the leads
 */
export function atLeads(scored: ScoredData, leads: readonly number[] | undefined): ScoredData {
  if (!leads) return scored
  const positions = [...new Set(leads)].sort((a, b) => a - b).map((lead) => positionOf(scored, lead))
  const length = scored.leads.length
  const channels = length === 0 ? 0 : scored.values.length / length
  const of = (numbers: Float64Array) =>
    Float64Array.from({ length: channels * positions.length }, (_, i) => {
      const channel = Math.floor(i / positions.length)
      return numbers[channel * length + positions[i - channel * positions.length]!]!
    })
  return {
    ...scored,
    leads: positions.map((at) => scored.leads[at]!),
    times: positions.map((at) => scored.times[at]!),
    values: of(scored.values),
    lower: scored.lower.map(of),
    upper: scored.upper.map(of),
    due: of(scored.due),
    residuals: of(scored.residuals),
    sums: undefined,
    inside: undefined,
  }
}

/** @throws DataError if there is no such lead */
function positionOf({ leads }: ScoredData, lead: number): number {
  const at = leads.indexOf(lead)
  if (at >= 0) return at
  throw new DataError(`sinks: ${notForecast(lead, leads)}`)
}

/** The problem of a lead that is not among those forecast. */
export function notForecast(lead: number, leads: readonly number[]): string {
  const made = leads.length > 4 ? `${leads[0]}, ${leads[1]}, … ${leads.at(-1)}` : leads.join(', ')
  return `expected leads that are forecast (${made}), got ${lead}; raise horizon, or leave it out`
}
