import { Answered } from '../live/answered.ts'
import { longestMessage } from '../live/message-rows.ts'
import { type Got, get, type Request } from './get.ts'
import { afterMs } from './post.ts'

/** What is asked for. */
export interface Asked extends Request {
  /** Milliseconds until the answer must be complete. */
  readonly timeoutMs: number
}

/** An answer, with its body as text. */
export interface Answer extends Pick<Got, 'headers' | 'status'> {
  readonly text: string
}

/**
 * Asks an address by GET.
 *
 * @throws Error if there is no complete answer in time, or if it is longer than a message may be
 */
export async function answerOf({ timeoutMs, signal, ...asked }: Asked): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const { status, headers, body } = await get({ ...asked, signal: AbortSignal.any([signal, timeout]) })
    return { status, headers, text: await textOf(headers, body) }
  } catch (error) {
    if (timeout.aborted) throw new Error(`no complete answer within ${timeoutMs / 1000} s`)
    throw (error as Error).message === 'aborted' ? new Error('the connection was closed within the answer') : error
  }
}

async function textOf(headers: Headers, body: Got['body']): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  // Leaving the loop destroys the body.
  for await (const part of body as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > longestMessage) throw new Error(`expected an answer of at most ${longestMessage} bytes, got more`)
    parts.push(part)
  }
  const [, charset = 'utf-8'] = /charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '') ?? []
  try {
    return new TextDecoder(charset, { fatal: true }).decode(Buffer.concat(parts))
  } catch {
    throw new Answered(`expected an answer in ${charset}, got other bytes; its Content-Type can name the charset`)
  }
}

/** The error of an answer that is not what was asked for, by its status. */
export function failedAnswer({ headers, status }: Pick<Got, 'headers' | 'status'>): Answered {
  const ms = afterMs(headers.get('retry-after') ?? undefined)
  const asked = status === 429 || status === 503 ? `asked to wait${ms > 0 ? ` ${Math.ceil(ms / 1000)} s` : ''}` : ''
  return new Answered(asked === '' ? `got HTTP ${status}` : `${asked} (HTTP ${status})`, ms)
}
