import type { ErrorEvent, FetchLike } from 'eventsource'
import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import type { Feed, Link } from '../live/feed.ts'
import { Flow } from '../live/flow.ts'
import { liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { refusals } from '../live/refusals.ts'
import { readTls, tlsOption } from '../live/tls.ts'
import { trustedFeed } from '../live/trusted-feed.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { type Got, get } from './get.ts'
import { failedAnswer } from './http-answer.ts'
import type { SseOptions } from './options.generated.ts'

export type { SseOptions }

const name = z.string().check(z.minLength(1))

export const sseOptions = z
  .strictObject({
    url: required(
      z.url({ protocol: /^https?$/, error: 'an address such as https://example.com/events' }),
      'Address to connect to.',
    ),
    headers: optional(
      z.record(z.string(), z.string()),
      'Headers of the request, such as { Authorization: Bearer abc }.',
    ),
    events: withDefault(z.array(name).check(z.minLength(1)), ['message'], 'Names of the events to read.'),
    tls: tlsOption,
    ...liveColumns,
  })
  .check(...liveChecks, z.describe('Options of `sse`.'))

type Options = z.output<typeof sseOptions>

/** The source word `sse`: reads server-sent events. */
export const sseSource: SourceWord = {
  name: 'sse',
  summary: 'Reads rows from server-sent events; after a loss it goes on at the last event, if events have ids.',
  argument: sseOptions,
  example: { url: 'https://example.com/events', time: 'time', target: 'power' },
  facts: liveFacts,
  whereabouts: ['url', 'headers', 'tls', ...liveWhereabouts],
  build: (options: Options, place) => liveSource(options, place, trustedFeed('sse', sseFeed(options, place))),
}

/**
 * Reads server-sent events.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readSse = (options: SseOptions): SourceRecipe => sourceRecipe(sseSource, options)

/** Each connection asks for the events after the last one that is safe, also after a restart. */
function sseFeed({ events, headers, tls, url }: Options, { resolve: pathOf }: SourcePlace): Feed {
  const name = shownAddress(url)
  let everOpen = false
  return {
    name,
    async run(link) {
      const { EventSource } = await loadPeer('eventsource', 'sse', () => import('eventsource'))
      const body = new PausableBody(link)
      let failure: unknown
      let answer: Got | undefined
      const files = await readTls('sse', tls, pathOf)
      const fetch: FetchLike = async (_, init) => {
        const last = link.cursor === undefined ? {} : { 'Last-Event-ID': link.cursor }
        try {
          const asked = { ...init?.headers, ...headers, ...last }
          answer = await get({ url, headers: asked, tls: files, signal: init!.signal })
          const { status } = answer
          return { status, headers: answer.headers, body: body.of(answer), url, redirected: false }
        } catch (error) {
          failure = error
          throw error
        }
      }
      if (link.signal.aborted) return
      const source = new EventSource(url, { fetch })
      try {
        await new Promise<void>((resolve, reject) => {
          link.signal.addEventListener('abort', () => resolve(), { once: true })
          source.addEventListener('open', () => {
            everOpen = true
            link.open()
          })
          source.addEventListener('error', ({ code, message }: ErrorEvent) => {
            if (code !== undefined && refusals.includes(code) && !everOpen) {
              const reason = `expected events at ${name}, got HTTP ${code}; check the address and the headers`
              reject(new ConfigError([{ where: 'sse.url:', message: reason }]))
            } else if (failure !== undefined) reject(failure)
            else if (answer && code !== undefined && code !== ok) reject(failedAnswer(answer))
            else if (message) reject(new Error(message))
            else resolve()
          })
          for (const event of events) {
            source.addEventListener(event, ({ data, lastEventId }) => {
              body.flow.message(String(data), lastEventId === '' ? undefined : lastEventId)
            })
          }
        })
      } finally {
        // EventSource connects again by itself, without growing delays.
        source.close()
      }
    },
  }
}

/** Status of an answer with events. */
const ok = 200

/** The body of an answer that is read no further while its messages are not safe. */
class PausableBody {
  readonly flow: Flow
  private readonly link: Link
  private free: Promise<void> | undefined
  private release: () => void = () => {}

  constructor(link: Link) {
    this.link = link
    this.flow = new Flow(link, {
      pause: () => {
        this.free = new Promise((resolve) => (this.release = resolve))
      },
      resume: () => this.release(),
    })
  }

  /** The body as EventSource reads it. */
  of({ body }: Got) {
    const parts = body[Symbol.asyncIterator]()
    const read = async () => {
      await this.free
      const part: IteratorResult<unknown> = await parts.next()
      this.link.heard()
      return part.done ? { done: true as const } : { done: false as const, value: part.value }
    }
    return { getReader: () => ({ read, cancel: async () => void body.destroy() }) }
  }
}
