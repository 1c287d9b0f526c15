import * as z from 'zod/mini'
import type { Feed, Link } from '../live/feed.ts'
import { liveChecks, liveColumns, liveFacts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { type SourceRecipe, sourceRecipe } from '../sources/source.ts'
import type { FeedOptions } from './options.generated.ts'

export type { Feed, FeedOptions, Link }

export const feedOptions = z.strictObject(liveColumns).check(...liveChecks, z.describe('Options of `readFeed`.'))

type Options = z.output<typeof feedOptions>

/**
 * Reads the messages of a feed of your own, as the sources of the library read theirs: it is connected again when its
 * connection was lost, and with a checkpoint its messages are in the journal before they are forecast.
 *
 * @param feed connects, and passes on messages
 * @param options what is in a message
 * @returns a source for the `source` of `run`
 * @throws ConfigError with every problem of the options
 * @example
 * const clock = {
 *   name: 'clock',
 *   async run(link) {
 *     await link.message('{"time": "2024-01-01T00:00Z", "value": 1}')
 *   },
 * }
 * const source = readFeed(clock, { target: 'value' })
 */
export const readFeed = (feed: Feed, options: FeedOptions = {}): SourceRecipe =>
  sourceRecipe(
    {
      name: 'readFeed',
      summary: 'Reads the messages of a feed.',
      argument: feedOptions,
      example: {},
      facts: liveFacts,
      build: (checked: Options, place) => liveSource(checked, place, feed),
    },
    options,
  )
