import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import { Answered } from '../live/answered.ts'
import { atRest } from '../live/at-rest.ts'
import type { Feed, Link } from '../live/feed.ts'
import { liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import type { Part } from '../live/message-part.ts'
import { MessageRows } from '../live/message-rows.ts'
import { readTls, type TlsFiles, tlsOption } from '../live/tls.ts'
import { trustedFeed } from '../live/trusted-feed.ts'
import type { JsonRow } from '../sources/json-fields.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { spanMs, spanText } from '../words/span-text.ts'
import { type Answer, answerOf, failedAnswer } from './http-answer.ts'
import type { HttpOptions } from './options.generated.ts'
import { SeenRows } from './seen-rows.ts'

export type { HttpOptions }

export const httpOptions = z
  .strictObject({
    url: required(
      z.url({ protocol: /^https?$/, error: 'an address such as https://example.com/readings' }),
      'Address to ask.',
    ),
    every: withDefault(spanText, '1min', 'Time from one request to the next.'),
    headers: optional(
      z.record(z.string(), z.string()),
      'Headers of the requests, such as { Authorization: Bearer abc }; a pipeline file takes secrets from variables.',
    ),
    timeout: withDefault(spanText, '30s', 'Time in which the answer must be complete.'),
    tls: tlsOption,
    ...liveColumns,
  })
  .check(...liveChecks, z.describe('Options of `http`.'))

type Options = z.output<typeof httpOptions>

/** The source word `http`: polls an address. */
export const httpSource: SourceWord = {
  name: 'http',
  summary: 'Polls an http(s) address, and reads the rows that are new in its answers.',
  argument: httpOptions,
  example: { url: 'https://example.com/readings', every: '1min', rows: '/data', time: 't', target: 'power' },
  facts: liveFacts,
  whereabouts: ['url', 'every', 'headers', 'timeout', 'tls', ...liveWhereabouts],
  build: (options: Options, place) =>
    // The feed has taken the rows out of the answer.
    liveSource({ ...options, rows: undefined }, place, trustedFeed('http', httpFeed(options, place))),
}

/**
 * Polls an http(s) address for new rows.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readHttp = (options: HttpOptions): SourceRecipe => sourceRecipe(httpSource, options)

/** What is kept from one answer to the next: the validators of HTTP, and the rows. */
interface Kept {
  etag?: string | undefined
  modified?: string | undefined
  seen: SeenRows
}

function httpFeed(options: Options, { resolve, tell }: SourcePlace): Feed {
  const name = shownAddress(options.url)
  const everyMs = spanMs(options.every)!
  let kept: Kept | undefined
  /** Rows that were changed after they had been read, and their number in the last notice. */
  let revised = 0
  let noticed = 0
  let everAnswered = false

  const ask = async (link: Link, tls: TlsFiles) => {
    const { etag, modified } = kept!
    const answer = await answerOf({
      url: options.url,
      headers: {
        accept: options.format === 'csv' ? 'text/csv, */*' : 'application/json, application/x-ndjson, */*',
        ...options.headers,
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(modified === undefined ? {} : { 'if-modified-since': modified }),
      },
      tls,
      timeoutMs: spanMs(options.timeout)!,
      signal: link.signal,
    })
    const { status } = answer
    if (status === 304) return link.heard()
    if (status < 200 || status > 299) {
      if (!everAnswered && refusals.includes(status)) {
        const message = `expected rows at ${name}, got HTTP ${status}; check the address and the headers`
        throw new ConfigError([{ where: 'http.url:', message }])
      }
      throw failedAnswer(answer)
    }
    await take(answer, link)
    everAnswered = true
    link.heard()
  }

  /** The first answer ends the run, later ones are waited out. */
  const fault = (option: string, message: string) =>
    everAnswered ? new Answered(message) : new ConfigError([{ where: `http.${option}:`, message }])

  const withoutRows = (found: JsonRow) => {
    const fields = Object.keys(found).slice(0, 20).join(', ')
    const got = `got none there; it has ${fields || 'no fields'}`
    return fault('rows', `expected rows at ${JSON.stringify(options.rows)} in the answer, ${got}`)
  }

  /** An answer that is of another kind as a whole, such as the page of a login. */
  const refuseOther = (text: string, parts: readonly Part[]) => {
    const isOther = isPage.test(text) || (options.format === 'json' && parts.length > 0 && parts.every(isReject))
    if (!isOther) return
    const beginning = JSON.stringify(text.trim().slice(0, 60))
    const cure = 'check the address, the headers and the format'
    throw fault('url', `expected ${options.format.toUpperCase()} from ${name}, got ${beginning}; ${cure}`)
  }

  const take = async ({ headers, text }: Answer, link: Link) => {
    const rows = new MessageRows(name, options)
    const all = rows.partsOf(text)
    refuseOther(text, all)
    const fresh: { readonly part: Part; readonly time: number }[] = []
    for (const [i, part] of all.entries()) {
      const row = rows.decode(part, i, Number.NaN)
      if ('stray' in part && part.stray) throw withoutRows(part.row)
      // A row that is not wanted, such as one that `where` leaves out.
      if (typeof row === 'string') continue
      const isRow = 'time' in row
      const time = isRow ? row.time : Number.NaN
      const kind = { isFuture: isRow && row.future, isIssue: options.issued !== undefined }
      // Without times of their own the rows of each answer are new.
      const found = options.arrival ? 'new' : kept!.seen.see(row.key ?? [], time, contentOf(part), kind)
      if (found === 'revised') revised++
      // Those that cannot be read come last: an open quote would take in all that follow.
      if (found === 'new') fresh.push({ part, time: isRow && !options.arrival ? time : Number.POSITIVE_INFINITY })
    }
    if (revised > noticed && revised >= 2 * noticed) {
      noticed = revised
      const many = revised === 1 ? '1 row was' : `${revised} rows were`
      tell?.(`${name}: ${many} changed after having been read; what was read first counts`)
    }
    // Many answers begin with the newest row.
    const parts = fresh.sort((a, b) => a.time - b.time).map(({ part }) => part)
    const next = { etag: headers.get('etag') ?? undefined, modified: headers.get('last-modified') ?? undefined }
    if (parts.length > 0) await link.message(messageOf(parts, options), JSON.stringify({ ...next, seen: kept!.seen }))
    Object.assign(kept!, next)
  }

  return {
    name,
    async run(link) {
      if (!kept) {
        const { seen, ...validators } = JSON.parse(link.cursor ?? '{}')
        kept = { ...validators, seen: new SeenRows(seen) }
        everAnswered = link.cursor !== undefined
      }
      const tls = await readTls('http', options.tls, resolve)
      while (!link.signal.aborted) {
        const begun = performance.now()
        await ask(link, tls)
        await atRest(link, everyMs - (performance.now() - begun))
      }
    },
  }
}

/** How HTML and XML begin. */
const isPage = /^\s*<[!?a-z]/i
const isReject = (part: Part) => 'reason' in part

/** Statuses that another try would not change. */
const refusals = [400, 401, 403, 404, 410]

const contentOf = (part: Part) => ('cells' in part ? part.cells.join('\u001f') : part.raw)

/** The message of these rows alone, as a source without `rows` reads it. */
function messageOf(parts: readonly Part[], { columns, delimiter, rows }: Options): string {
  const first = parts.find((part) => 'cells' in part)
  if (first) {
    const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)
    const header = columns ? [] : [quoted(first.header)]
    return [...header, ...parts.map((part) => ('cells' in part ? quoted(part.cells) : part.raw))].join('\n')
  }
  // The fields around the rows, without what holds the rows.
  const [holder] = (rows ?? '').replace(/^\//, '').split(/[./]/)
  const texts = parts.map((part) => {
    if (!('row' in part)) return contentOf(part).replaceAll('\n', ' ')
    const { [holder ?? '']: _, ...around } = (rows === '' ? undefined : part.around) ?? {}
    return JSON.stringify(Array.isArray(part.row) ? part.row : { ...around, ...part.row })
  })
  return texts.join('\n')
}
