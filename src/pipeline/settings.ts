import * as z from 'zod/mini'
import { oneOrSeasons } from '../defaults/seasons.ts'
import { seasonLength } from '../operators/season-steps.ts'
import { durationText } from '../words/duration-text.ts'
import { optional, withDefault } from '../words/option.ts'

const port = z.int().check(z.minimum(0), z.maximum(65_535))

export const settingOptions = z
  .strictObject({
    seed: withDefault(
      z.int().check(z.minimum(0)),
      1,
      'Seed of all random numbers: the same seed and the same rows give the same bytes.',
    ),
    cadence: optional(
      durationText,
      'Time from one observation to the next, such as 1d, 1h, 1mo or 1bd. Default: guessed from the first rows of a file.',
    ),
    season: optional(
      oneOrSeasons(seasonLength),
      'Length of the season: a duration such as 1y, a number of steps, or a list such as [1d, 1w].',
    ),
    strict: withDefault(
      z.boolean(),
      false,
      'Stops at the first row that cannot be used, instead of counting it as rejected.',
    ),
    dashboard: withDefault(
      z.union([
        z.boolean(),
        port.check(z.describe('Port; 0 takes any free one.')),
        z.strictObject({
          port: optional(port, 'Port; 0 takes any free one.'),
          host: optional(z.string().check(z.minLength(1)), 'Address to bind to; other machines need a token.'),
        }),
      ]),
      false,
      'Shows the run in the browser while it runs: true, a port, or port and host.',
    ),
  })
  .check(z.describe('The top level of a pipeline file besides `source`, `steps` and `sinks`.'))

export type Settings = z.output<typeof settingOptions>
