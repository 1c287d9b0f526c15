import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { DataError } from '../errors.ts'
import { requestTo } from './request-to.ts'

/** The body of a response, and its size in bytes if the server names it. */
export interface Fetched {
  readonly body: Readable
  readonly size: number | undefined
}

/**
 * Downloads from an http(s) address.
 *
 * @param name the address as the user wrote it, for errors
 * @throws DataError if the server does not answer, answers with an error, or sends a web page
 */
export async function fetched(address: string, name: string, signal: AbortSignal): Promise<Fetched> {
  let response: Response
  try {
    const to = requestTo(address, { accept: 'text/csv, application/json, text/plain, */*' })
    response = await fetch(to.address, { signal, headers: to.headers })
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } }
    const reason = cause?.code ?? cause?.message ?? message
    throw new DataError(`${name}: expected an answer from the server, got ${reason}; check the address and the network`)
  }
  const { body, headers, ok, status, statusText } = response
  const refused = (got: string) => new DataError(`${name}: expected a file, got ${got}`)
  if (!ok) {
    await body?.cancel()
    throw refused(`HTTP ${`${status} ${statusText}`.trim()}; check the address`)
  }
  if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) {
    await body?.cancel()
    throw refused('a web page; use the address of the file itself, such as that of its "download" or "raw" link')
  }
  // The size of a compressed answer is not that of its text.
  const size = headers.has('content-encoding') ? undefined : Number(headers.get('content-length') ?? Number.NaN)
  return {
    body: body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]),
    size: Number.isFinite(size) ? size : undefined,
  }
}
