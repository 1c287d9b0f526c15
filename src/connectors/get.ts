import { type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import type { TlsFiles } from '../live/tls.ts'
import { requestTo } from '../sources/request-to.ts'

/** What is asked for. */
export interface Request {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly tls?: TlsFiles | undefined
  readonly signal: AbortSignal
}

/** An answer, whose body is still to be read. */
export interface Got {
  readonly status: number
  readonly headers: Headers
  /** Decompressed. */
  readonly body: Readable
}

const mostRedirects = 5

/**
 * Asks an address by GET. Redirects are followed; to another origin no headers of the user are sent, which may be
 * secret, and no certificate is shown.
 */
export async function get({ url, headers, tls = {}, signal }: Request): Promise<Got> {
  let { address, headers: sent } = requestTo(url, headers)
  let files = tls
  for (let redirects = 0; ; redirects++) {
    const response = await answered(address, sent, files, signal)
    const next = isRedirect(response) ? response.headers.location : undefined
    if (next === undefined) return gotOf(response)
    response.destroy()
    if (redirects === mostRedirects) throw new Error(`more than ${mostRedirects} redirects`)
    const to = new URL(next, address)
    if (!/^https?:$/.test(to.protocol)) throw new Error(`expected a redirect to http or https, got ${to.protocol}`)
    const isSame = to.origin === address.origin
    if (!isSame) files = tls.ca === undefined ? {} : { ca: tls.ca }
    ;({ address, headers: sent } = requestTo(to, isSame ? sent : {}))
  }
}

const isRedirect = ({ statusCode = 0 }: IncomingMessage) => [301, 302, 303, 307, 308].includes(statusCode)

const answered = (url: URL, headers: Headers, tls: TlsFiles, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    signal.throwIfAborted()
    const sent = { 'user-agent': 'rxcast', 'accept-encoding': 'gzip, br', ...Object.fromEntries(headers) }
    const asked = url.protocol === 'https:' ? secure(url, { headers: sent, ...tls }) : plain(url, { headers: sent })
    // With an error, as by the option `signal`, the socket of a complete answer would emit it to nobody.
    const stop = () => asked.destroy()
    signal.addEventListener('abort', stop, { once: true })
    asked.on('response', resolve)
    asked.on('error', (error) => reject(signal.aborted ? signal.reason : error))
    asked.on('close', () => signal.removeEventListener('abort', stop))
    asked.end()
  })

function gotOf(response: IncomingMessage): Got {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(response.headersDistinct))
    for (const value of values) headers.append(name, value)
  const body = decompressed(response, headers.get('content-encoding'))
  // A reader gets the error; without one it is of no interest.
  body.on('error', () => {})
  return { status: response.statusCode ?? 0, headers, body }
}

function decompressed(response: IncomingMessage, encoding: string | null): Readable {
  const how = encoding?.trim().toLowerCase() ?? 'identity'
  if (how === 'identity') return response
  if (how !== 'br' && !/^(x-)?gzip$/.test(how)) {
    response.destroy()
    throw new Error(`expected an answer without Content-Encoding, or with gzip or br, got ${how}`)
  }
  const body = how === 'br' ? createBrotliDecompress() : createGunzip()
  response.on('error', (error) => body.destroy(error))
  body.on('close', () => response.destroy())
  return response.pipe(body)
}
