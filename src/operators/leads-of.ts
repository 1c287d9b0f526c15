import * as z from 'zod/mini'

/** The two ways to say how far ahead to forecast. */
export interface LeadOptions {
  /** Forecasts 1 … horizon steps ahead. Default by cadence: 24 of hours, 7 of days, 5 of business days, 4 of weeks, 12 of months, else 10. */
  readonly horizon?: number | undefined
  /** Forecasts these steps ahead only, such as [1, 24, 168]; in place of horizon. */
  readonly leads?: readonly number[] | undefined
}

/** Their schemas, to be put into an operator's options. */
export const leadOptions = {
  horizon: z
    .optional(z.int().check(z.minimum(1), z.maximum(10_000)))
    .check(
      z.describe(
        'Forecasts 1 … horizon steps ahead. Default by cadence: 24 of hours, 7 of days, 5 of business days, 4 of weeks, 12 of months, else 10.',
      ),
    ),
  leads: z
    .optional(z.array(z.int().check(z.minimum(1), z.maximum(10_000))).check(z.minLength(1)))
    .check(z.describe('Forecasts these steps ahead only, such as [1, 24, 168]; in place of horizon.')),
}

/** Refuses options that name both. */
export function oneOfBoth({ horizon, leads }: LeadOptions, context: z.core.$RefinementCtx): void {
  if (horizon === undefined || leads === undefined) return
  context.addIssue({ code: 'custom', path: ['leads'], input: leads, message: 'either horizon or leads; leave one out' })
}

/** Rising leads, each once: those named, or 1 … horizon, or 1 … `otherwise`. */
export function leadsOf({ horizon, leads }: LeadOptions, otherwise: number): readonly number[] {
  if (leads) return [...new Set(leads)].sort((a, b) => a - b)
  return Array.from({ length: horizon ?? otherwise }, (_, i) => i + 1)
}
