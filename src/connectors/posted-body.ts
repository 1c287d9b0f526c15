import type { IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'

/** Why a request is not taken. */
export class NotTaken extends Error {
  readonly status: 400 | 413 | 415 | 422 | 503
  readonly headers: Readonly<Record<string, string>>

  constructor(status: NotTaken['status'], message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** The client is to try again soon. */
export const busy = (message: string): NotTaken => new NotTaken(503, message, { 'retry-after': '1' })

/** Bytes of a body after decompression, at most: 16 MiB. */
const longestBody = 16_777_216

const kinds = {
  json: {
    pattern: /^application\/(.+\+)?(json|x-ndjson|ndjson|jsonl|x-jsonlines)$/,
    named: 'application/x-ndjson or application/json',
  },
  csv: { pattern: /^(text|application)\/csv$/, named: 'text/csv' },
} as const

/** Bytes of all bodies that are in memory. */
export class Room {
  private left: number

  /** @param bytes that there is room for */
  constructor(bytes: number) {
    this.left = bytes
  }

  /** @throws NotTaken if there is no room */
  take(bytes: number): void {
    if (bytes > this.left) throw busy('memory: expected fewer rows at a time; send them again')
    this.left -= bytes
  }

  free(bytes: number): void {
    this.left += bytes
  }
}

/**
 * Reads the body of a request: decompressed, and checked to be of the kind that is read, whole, not too long, and UTF-8.
 *
 * @param took called with the bytes taken from the room, which the caller has to free
 * @throws NotTaken
 */
export async function bodyOf(
  request: IncomingMessage,
  format: keyof typeof kinds,
  room: Room,
  took: (bytes: number) => void,
): Promise<string> {
  const { headers } = request
  demandKind(headers['content-type'], format)
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding))
    throw new NotTaken(415, `content-encoding: expected gzip or none, got "${encoding}"`, { 'accept-encoding': 'gzip' })
  if (Number(headers['content-length'] ?? 0) > longestBody) throw tooLong()
  const unpack = encoding === 'identity' ? undefined : createGunzip()
  if (unpack) {
    request.on('error', (error) => unpack.destroy(error))
    request.on('close', () => request.complete || unpack.destroy(new Error('the client has gone')))
    request.pipe(unpack)
  }
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // The connection stays open for the answer.
    for await (const chunk of (unpack ?? request).iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > longestBody) throw tooLong()
      room.take(chunk.length)
      took(chunk.length)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof NotTaken || !unpack) throw error
    throw new NotTaken(400, `body: expected gzip, got ${(error as Error).message}`)
  } finally {
    if (unpack) {
      request.unpipe(unpack)
      unpack.destroy()
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new NotTaken(400, 'body: expected UTF-8, got other bytes')
  }
}

const tooLong = () =>
  new NotTaken(413, `body: expected at most ${longestBody} bytes, got more; send fewer rows at a time`)

function demandKind(header: string | undefined, format: keyof typeof kinds): void {
  const [kind = '', ...parameters] = (header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const { named, pattern } = kinds[format]
  if (!pattern.test(kind))
    throw new NotTaken(415, `content-type: expected ${named}, got ${header === undefined ? 'none' : `"${header}"`}`)
  const charset = parameters
    .find((part) => part.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '')
  if (charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset))
    throw new NotTaken(415, `content-type: expected charset=utf-8, got "${charset}"`)
}
