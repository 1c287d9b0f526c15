import * as z from 'zod/mini'
import type { Every } from '../checkpoint/every.ts'
import { oneOrSeasons } from '../defaults/seasons.ts'
import { seasonLength } from '../operators/season-steps.ts'
import { durationText } from '../words/duration-text.ts'
import { optional, withDefault } from '../words/option.ts'
import { spanMs } from '../words/span-text.ts'
import { workerOptions } from './worker-settings.ts'

const port = z.int().check(z.minimum(0), z.maximum(65_535))

const folder = z
  .string()
  .check(z.minLength(1), z.describe('Folder for the state of the run, relative to the pipeline file.'))

const fixedDuration = z
  .string()
  .check(z.refine((text) => spanMs(text) !== undefined, { error: 'a time such as 10s or 1min, or a number of rows' }))

/** Where something is served. */
const served = z.union([
  z.boolean(),
  port.check(z.describe('Port; 0 takes any free one.')),
  z.strictObject({
    port: optional(port, 'Port; 0 takes any free one.'),
    host: optional(z.string().check(z.minLength(1)), 'Address to bind to; other machines need a token.'),
    token: optional(
      z.string().check(z.minLength(16)),
      'Token that requests must have. Default: a new one at each start if other machines can reach it.',
    ),
  }),
])

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
    checkpoint: optional(
      z.union([
        folder,
        z.strictObject({
          dir: folder,
          every: withDefault(
            z.union([fixedDuration, z.int().check(z.positive())]),
            '1min',
            'How often the state is saved while rows come: a time such as 1min, or a number of rows.',
          ),
        }),
      ]),
      'Saves the state in a folder; the same command again goes on from it. Default: nothing is saved.',
    ),
    shards: withDefault(
      z.int().check(z.minimum(1), z.maximum(65_536)),
      16,
      'Parts that the series of `by` are divided into, by the murmur2 hash of their keys. Series of one shard can share weights; a thread has whole shards.',
    ),
    weights: withDefault(
      z.enum(['own', 'shared']),
      'own',
      'Weights of the LSTMs: own for each series, or shared by the series of a shard, which suits short series and takes less memory.',
    ),
    threads: withDefault(
      z.int().check(z.minimum(1), z.maximum(256)),
      1,
      'Threads that forecast the series of `by`. Their number changes no byte of the output.',
    ),
    maxActive: optional(
      z.int().check(z.minimum(1)),
      'Series in memory at once; those idle longest wait in the checkpoint folder. Needs `checkpoint`. Default: all.',
    ),
    total: withDefault(
      z.boolean(),
      false,
      'Forecasts the sum of all series too, and reconciles them, so that they add up to it.',
    ),
    worker: optional(
      workerOptions,
      'Topics and commits of `rxcast worker`, which runs the pipeline on as many machines as there are partitions.',
    ),
    dashboard: withDefault(
      served,
      false,
      'Shows the run in the browser while it runs: true, a port, or port, host and token.',
    ),
    metrics: withDefault(
      served,
      false,
      'Serves /metrics, /healthz and /readyz: true (with the page, else at port 9464), a port, or port, host and token.',
    ),
  })
  .check(z.describe('The top level of a pipeline file besides `source`, `steps` and `sinks`.'))

/** Where and how often the state of a run is saved; undefined if it is not. */
export function checkpointOf({ checkpoint }: Settings): { readonly dir: string; readonly every: Every } | undefined {
  if (checkpoint === undefined) return undefined
  const { dir, every } = typeof checkpoint === 'string' ? { dir: checkpoint, every: '1min' } : checkpoint
  return { dir, every: typeof every === 'number' ? { rows: every } : { ms: spanMs(every)! } }
}

export type Settings = z.output<typeof settingOptions>
