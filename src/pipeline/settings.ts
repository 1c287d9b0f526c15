import * as z from 'zod'
import { durationText } from '../operators/duration-text.ts'

/** What stands at the top of a pipeline file beside `source`, `steps` and `sinks`. */
export const settingsArgument = z.strictObject({
  seed: z
    .int()
    .min(0)
    .default(1)
    .describe('Seed of everything random: the same seed and the same rows give the same bytes'),
  cadence: durationText
    .optional()
    .describe(
      'Time from one observation to the next, such as 1d, 1h, 1mo or 1bd; guessed from the first rows of a file',
    ),
  season: z
    .union([z.int().min(2).describe('Steps.'), durationText.describe('A duration, such as 1y.')])
    .optional()
    .describe('Length of the season: a duration such as 1y, or a number of steps'),
  strict: z.boolean().default(false).describe('Stops at the first row that cannot be used, instead of booking it'),
  dashboard: z
    .union([
      z.boolean(),
      z.int().min(0).max(65_535).describe('Port; 0 takes any free one.'),
      z.strictObject({
        port: z.int().min(0).max(65_535).optional().describe('Port; 0 takes any free one'),
        host: z
          .string()
          .min(1)
          .optional()
          .describe('Address to bind; elsewhere than on this machine a token is asked for'),
      }),
    ])
    .default(false)
    .describe('Shows the run in the browser while it goes: true, a port, or port and host'),
})

export type Settings = z.output<typeof settingsArgument>
