import * as z from 'zod/mini'
import type { Feed } from '../live/feed.ts'
import { liveChecks, liveColumns, liveFacts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { readTls } from '../live/tls.ts'
import { isLoopback } from '../server/is-loopback.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
import type { ListenForRowsOptions } from './options.generated.ts'

export type { ListenForRowsOptions }

const { idle: _idle, reconnect: _reconnect, ...columns } = liveColumns
const file = z.string().check(z.minLength(1))

export const listenForRowsOptions = z
  .strictObject({
    port: required(z.int().check(z.minimum(0), z.maximum(65_535)), 'Port to listen on; 0 is any free port.'),
    host: withDefault(
      z.string().check(z.minLength(1)),
      '127.0.0.1',
      'Address to bind, which by default only this machine can reach. Another one requires a token.',
    ),
    token: optional(
      z.string().check(z.regex(/^[\x21-\x7e]{16,}$/, { error: 'at least 16 characters of ASCII without spaces' })),
      'Required with every request, as "Authorization: Bearer"; a pipeline file takes it from a variable.',
    ),
    names: withDefault(
      z.array(z.string().check(z.minLength(1))),
      [],
      'Further names by which clients reach this machine, such as rows.example.com.',
    ),
    tls: optional(
      z.strictObject({
        cert: required(file, 'File with the certificate to show, in PEM.'),
        key: required(file, 'File with its private key, in PEM.'),
      }),
      'Files for TLS. Default: plain HTTP.',
    ),
    ...columns,
  })
  .check(
    ...liveChecks,
    z.check(({ value: { host, token }, issues }) => {
      if (token !== undefined || isLoopback(host)) return
      const message = 'a token, since other machines can reach this address'
      issues.push({ code: 'custom', input: host, path: ['host'], message })
    }),
    z.describe('Options of `listen`.'),
  )

type Options = z.output<typeof listenForRowsOptions>

/** The source word `listen`: takes rows that are posted. */
export const listenSource: SourceWord = {
  name: 'listen',
  summary: 'Takes rows that are posted to it over HTTP, and answers once they are safe.',
  argument: listenForRowsOptions,
  example: { port: 8787, time: 't', target: 'power' },
  facts: liveFacts,
  whereabouts: ['port', 'host', 'token', 'names', 'tls'],
  build: (options: Options, place) =>
    liveSource(withReconnect(options), { ...place, say: undefined }, postedFeed(options, place)),
}

/**
 * Takes rows that are posted to `/rows`.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const listenForRows = (options: ListenForRowsOptions): SourceRecipe => sourceRecipe(listenSource, options)

const withReconnect = (options: Options) => ({ ...options, reconnect: { from: '500ms', to: '1min' } })

function postedFeed(options: Options, { resolve, say, strict }: SourcePlace): Feed {
  const { host, port, tls: files } = options
  const scheme = files ? 'https' : 'http'
  const name = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}/rows`
  return {
    name,
    async run(link) {
      const tls = files && (await readTls('listen', files, resolve))
      if (link.signal.aborted) return
      // Loaded here: it takes longer than most commands.
      const { serveRows } = await import('./posted-rows.ts')
      const { close, url } = await serveRows({ ...options, name, strict, tls }, link)
      link.open()
      say?.(`rows can be posted to ${url}rows`)
      await new Promise((resolve) => {
        link.signal.addEventListener('abort', resolve, { once: true })
        if (link.signal.aborted) resolve(undefined)
      })
      await close()
    },
  }
}
