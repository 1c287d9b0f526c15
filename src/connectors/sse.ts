import type { ErrorEvent } from 'eventsource'
import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import type { Feed, Link } from '../live/feed.ts'
import { Flow } from '../live/flow.ts'
import { liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { refusals } from '../live/refusals.ts'
import { loadPeer } from '../peers/load-peer.ts'
import { requestTo } from '../sources/request-to.ts'
import { type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
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
  whereabouts: ['url', 'headers', ...liveWhereabouts],
  build: (options: Options, place) => liveSource(options, place, sseFeed(options)),
}

/**
 * Reads server-sent events.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readSse = (options: SseOptions): SourceRecipe => sourceRecipe(sseSource, options)

/** Each connection asks for the events after the last one that is safe, also after a restart. */
function sseFeed({ events, headers, url }: Options): Feed {
  const name = shownAddress(url)
  let everOpen = false
  return {
    name,
    async run(link) {
      const { EventSource } = await loadPeer('eventsource', 'sse', () => import('eventsource'))
      const body = new PausableBody(link)
      let failure: unknown
      let answer: Response | undefined
      const connect = async (address: string | URL, init: RequestInit) => {
        const last = link.cursor === undefined ? {} : { 'Last-Event-ID': link.cursor }
        const to = requestTo(address, { ...(init.headers as Record<string, string>), ...headers, ...last })
        try {
          answer = await fetch(to.address, { ...init, headers: to.headers })
          return body.of(answer)
        } catch (error) {
          failure = (error as Error).cause ?? error
          throw error
        }
      }
      if (link.signal.aborted) return
      const source = new EventSource(url, { fetch: connect as typeof fetch })
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
            else if (answer && code !== undefined && !answer.ok) reject(failedAnswer(answer))
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

/** The body of a response that is read no further while its messages are not safe. */
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

  of(response: Response): Response {
    const { body, headers, status, statusText } = response
    const inTime = new TransformStream<Uint8Array, Uint8Array>({
      transform: async (chunk, controller) => {
        this.link.heard()
        controller.enqueue(chunk)
        await this.free
      },
    })
    return body === null ? response : new Response(body.pipeThrough(inTime), { headers, status, statusText })
  }
}
