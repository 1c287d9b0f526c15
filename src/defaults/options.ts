import * as z from 'zod/mini'
import { frontInReference } from '../lstm/front.ts'
import { lstmOptions, replayRows, risingLeads } from '../lstm/options.ts'
import { durationText } from '../words/duration-text.ts'
import { nearest } from '../words/nearest.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { everyExpertName } from './expert-names.ts'
import { limitOptions, someValues } from './limits.ts'
import type { ForecasterOptions } from './options.generated.ts'
import { type ExpertRecipe, isRecipe } from './pool.ts'
import { oneOrSeasons } from './seasons.ts'

export type { ForecasterOptions }

/** The names for every kind of series: which of them apply depends on the data. */
export const expertNames = everyExpertName()
const expert = z
  .custom<string | ExpertRecipe>((value) => isExpert(value), { error: ({ input }) => noExpert(input) })
  // A pipeline file can contain names only.
  .register(z.globalRegistry, { type: 'string', tsType: "string | import('../defaults/pool.ts').ExpertRecipe" })

export const isExpert = (value: unknown) => (typeof value === 'string' ? expertNames.includes(value) : isRecipe(value))

/** What was expected instead of this value. */
export const noExpert = (value: unknown) =>
  typeof value === 'string'
    ? `the name of an expert; ${meantBy(value, expertNames)}`
    : 'the name of an expert, or in code a recipe { name, build }'

/** What to write instead of a name that is not one of these. */
export function meantBy(name: string, names: readonly string[]): string {
  const meant = nearest(name, names)
  return meant === undefined ? `known are ${names.join(', ')}` : `did you mean "${meant}"?`
}

export const level = z.number().check(z.gt(0), z.lt(1))
/** With the point, 39 quantiles. Each level takes time and state for every lead. */
export const mostLevels = 19
/** Each column adds five inputs to a regression for each lead. */
export const mostKnown = 10

/** A sum needs all leads up to its last. */
function leadsOfSums(
  { leads, sums }: { readonly leads: readonly number[]; readonly sums: readonly number[] },
  context: z.core.$RefinementCtx,
): void {
  const over = sums.at(-1)
  if (over === undefined || leads[over - 1] === over) return
  const message = `sums over leads that are all there, got leads ${leads.join(', ')}; set horizon to ${over} or more`
  context.addIssue({ code: 'custom', path: ['sums'], input: over, message })
}

export const forecasterOptions = z
  .strictObject({
    leads: required(risingLeads, 'Leads in steps, rising.'),
    channels: required(
      z.int().check(z.minimum(1)),
      'Series forecast together: numbers in the `values` of an observation.',
    ),
    covariates: withDefault(z.int().check(z.minimum(0)), 0, 'Numbers in the `covariates` of an observation.'),
    known: withDefault(
      z.int().check(
        z.minimum(0),
        z.refine((count) => count <= mostKnown, {
          error: `at most ${mostKnown} columns known ahead; leave out those that are worth nothing`,
        }),
      ),
      0,
      'Columns whose values are known ahead, at most 10: `ahead` of an observation has shape [(1 + leads) × known].',
    ),
    offered: withDefault(
      z.array(z.string().check(z.minLength(1))).check(
        z.refine((given) => new Set(given).size === given.length, { error: 'names that differ' }),
        z.refine((given) => !given.some((name) => expertNames.includes(name)), {
          error: 'names that no expert of rxcast has',
        }),
      ),
      [],
      'Names of forecasters elsewhere, which are experts besides the others: `offered` of an observation has shape [offered × channels × leads].',
    ),
    cadence: optional(
      durationText,
      'Time from one observation to the next, such as 1d, 1h, 1mo, 1mo end, 1bd; without it, the kind of series and the times of the first forecasts are unknown.',
    ),
    season: optional(
      oneOrSeasons(z.int().check(z.minimum(2))),
      'Length of the season in steps, or of several: the first is the one of scores and baselines, each has its experts. Default: no season.',
    ),
    scale: optional(
      z.enum(['linear', 'log']),
      'Scale that the experts work on. Default: log for prices and monthly series while all values are positive, else linear.',
    ),
    levels: withDefault(
      z.array(level).check(
        z.maxLength(mostLevels),
        z.refine((levels) => levels.every((one, i) => i === 0 || one > levels[i - 1]!), {
          error: 'rising levels; such as [0.8, 0.95]',
        }),
      ),
      [],
      'Coverage of the intervals, rising, each in (0, 1); at most 19.',
    ),
    ...limitOptions,
    sums: withDefault(
      z.array(z.int().check(z.minimum(2))).check(
        z.refine((sums) => sums.every((one, i) => i === 0 || one > sums[i - 1]!), {
          error: 'rising numbers; such as [7, 14]',
        }),
      ),
      [],
      'Sums to forecast too: 7 is the sum over leads 1 to 7.',
    ),
    mixture: withDefault(z.enum(['mlPoly', 'boa']), 'mlPoly', 'How experts are weighted.'),
    point: withDefault(
      z.enum(['median', 'mean']),
      'median',
      'What a forecast aims at: the median, which has the smallest absolute errors, or the mean, which has the smallest squared errors.',
    ),
    gaps: withDefault(
      z.enum(['keep', 'reset']),
      'keep',
      'After a gap too long to fill: keep what was learned, or start again.',
    ),
    hidden: lstmOptions.shape.hidden,
    memory: withDefault(
      z.int().check(z.minimum(64), z.maximum(1_000_000)),
      replayRows,
      'Rows that each LSTM keeps for replay; limits the memory of a run.',
    ),
    engine: lstmOptions.shape.engine,
    front: lstmOptions.shape.front,
    seed: withDefault(z.int().check(z.minimum(0)), 1, 'The same seed gives the same bits.'),
    experts: optional(
      z.array(expert).check(z.minLength(1)),
      'Experts to mix, by name; in code also custom recipes. Default: all that suit the cadence and the season.',
    ),
  })
  .check(
    z.superRefine(someValues),
    z.superRefine(leadsOfSums),
    z.superRefine(frontInReference),
    z.describe('Options of a `Forecaster`.'),
  )
