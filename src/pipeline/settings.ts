import * as z from 'zod/mini'
import { durationText } from '../words/duration-text.ts'

/** What stands at the top of a pipeline file beside `source`, `steps` and `sinks`. */
export const settingsArgument = z.strictObject({
  seed: z
    ._default(z.int().check(z.minimum(0)), 1)
    .check(z.describe('Seed of everything random: the same seed and the same rows give the same bytes')),
  cadence: z
    .optional(durationText)
    .check(
      z.describe(
        'Time from one observation to the next, such as 1d, 1h, 1mo or 1bd; guessed from the first rows of a file',
      ),
    ),
  season: z
    .optional(
      z.union([
        z.int().check(z.minimum(2), z.describe('Steps.')),
        durationText.check(z.describe('A duration, such as 1y.')),
      ]),
    )
    .check(z.describe('Length of the season: a duration such as 1y, or a number of steps')),
  strict: z
    ._default(z.boolean(), false)
    .check(z.describe('Stops at the first row that cannot be used, instead of booking it')),
  dashboard: z
    ._default(
      z.union([
        z.boolean(),
        z.int().check(z.minimum(0), z.maximum(65_535), z.describe('Port; 0 takes any free one.')),
        z.strictObject({
          port: z
            .optional(z.int().check(z.minimum(0), z.maximum(65_535)))
            .check(z.describe('Port; 0 takes any free one')),
          host: z
            .optional(z.string().check(z.minLength(1)))
            .check(z.describe('Address to bind; elsewhere than on this machine a token is asked for')),
        }),
      ]),
      false,
    )
    .check(z.describe('Shows the run in the browser while it goes: true, a port, or port and host')),
})

export type Settings = z.output<typeof settingsArgument>
