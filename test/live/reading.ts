import * as z from 'zod/mini'
import type { Feed, Link } from '../../src/live/feed.ts'
import { liveColumns } from '../../src/live/live-columns.ts'
import { type LiveSource, liveSource } from '../../src/live/live-source.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Reject } from '../../src/series/reject.ts'
import type { SourcePlace, SourceWord } from '../../src/sources/source.ts'

const options = z.strictObject(liveColumns)

/** Options of a source of `{"time": 5, "value": 1}`, that connects again at once. */
export const plain = { clock: 'ms', reconnect: { from: '1ms', to: '10ms' } } as const

/** A feed whose messages are pushed from outside. */
export class Tap implements Feed {
  readonly name = 'tap'
  link: Link | undefined
  private opened: () => void = () => {}
  readonly open = new Promise<void>((resolve) => (this.opened = resolve))

  async run(link: Link): Promise<void> {
    this.link = link
    link.open()
    this.opened()
    await new Promise<void>((resolve) => link.signal.addEventListener('abort', () => resolve()))
  }

  /** Passes on a message once the feed runs. */
  async push(text: string, cursor?: string): Promise<void> {
    await this.open
    await this.link!.message(text, cursor)
  }
}

/** Opens a source of a feed. */
export function openFeed(feed: Feed, argument: z.input<typeof options> = plain, place: Partial<SourcePlace> = {}) {
  return opened((whole) => liveSource(options.parse(argument), whole, feed) as LiveSource, place)
}

/** Opens the source of a word. */
export function openWord(word: SourceWord, argument: unknown, place: Partial<SourcePlace> = {}) {
  return opened((whole) => word.build(word.argument.parse(argument), whole), place)
}

/** A source that is read, and what it tells. */
function opened<S extends ReturnType<SourceWord['build']>>(
  build: (place: SourcePlace) => S,
  place: Partial<SourcePlace>,
) {
  const rejects: Reject[] = []
  const notices: string[] = []
  const ledger = new Ledger((reject) => rejects.push(reject))
  const stop = new AbortController()
  const source = build({ resolve: (path) => path, strict: false, tell: (notice) => notices.push(notice), ...place })
  const open = (from?: Uint8Array, maxBatch?: number) =>
    source.open(ledger, stop.signal, maxBatch, from) as ReturnType<S['open']>
  return { source, ledger, rejects, notices, stop, open }
}

/** Takes batches until there are so many values, and stops the reading then if `stop` is given. */
export async function valuesUntil(
  batches: AsyncIterable<readonly { readonly values: ArrayLike<number> }[]>,
  count: number,
  stop?: AbortController,
): Promise<number[]> {
  const values: number[] = []
  for await (const batch of batches) {
    values.push(...batch.map((row) => row.values[0]!))
    if (values.length >= count) {
      stop?.abort()
      break
    }
  }
  return values
}

export const message = (time: number, value: unknown = time) => JSON.stringify({ time, value })
