import * as z from 'zod/mini'
import { defaultHorizon, horizonDefault } from '../defaults/by-cadence.ts'
import { optional } from '../words/option.ts'

const steps = z.int().check(z.minimum(1), z.maximum(10_000))

/** The two ways to set how far ahead to forecast, to be spread into the options of a word. */
export const leadOptions = {
  horizon: optional(steps, `Forecasts 1 … horizon steps ahead. ${horizonDefault}`),
  leads: optional(
    z.array(steps).check(z.minLength(1)),
    'Forecasts these steps ahead only, such as [1, 24, 168]; instead of horizon.',
  ),
}

interface Leads {
  readonly horizon?: number | undefined
  readonly leads?: readonly number[] | undefined
}

/** Rejects options with both. */
export function oneOfBoth({ horizon, leads }: Leads, context: z.core.$RefinementCtx): void {
  if (horizon === undefined || leads === undefined) return
  context.addIssue({ code: 'custom', path: ['leads'], input: leads, message: 'either horizon or leads; omit one' })
}

/** Rising leads, each once: those named, or 1 … horizon, or 1 … `otherwise`. */
export function leadsOf({ horizon, leads }: Leads, otherwise: number): readonly number[] {
  if (leads) return [...new Set(leads)].sort((a, b) => a - b)
  return Array.from({ length: horizon ?? otherwise }, (_, i) => i + 1)
}

/** The same by the cadence; undefined if they depend on it and only the rows can show it. */
export function leadsKnown({ horizon, leads }: Leads, cadence: string | undefined): readonly number[] | undefined {
  if ((horizon ?? leads ?? cadence) === undefined) return undefined
  return leadsOf({ horizon, leads }, defaultHorizon(cadence))
}
