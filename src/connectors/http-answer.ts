import { Answered } from '../live/answered.ts'
import { longestMessage } from '../live/message-rows.ts'
import { requestTo } from '../sources/request-to.ts'
import { afterMs } from './post.ts'

/** What is asked for. */
export interface Asked {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds until the answer must be complete. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** An answer, with its body as text. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

const mostRedirects = 5

/**
 * Asks an address by GET. Redirects are followed; to another origin no headers of the user are sent, which may be
 * secret.
 *
 * @throws Error if there is no complete answer in time, or if it is longer than a message may be
 */
export async function answerOf({ url, headers, timeoutMs, signal }: Asked): Promise<Answer> {
  const timeout = AbortSignal.timeout(timeoutMs)
  let { address, headers: sent } = requestTo(url, headers)
  for (let redirects = 0; ; redirects++) {
    const response = await fetch(address, {
      headers: sent,
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    }).catch((error) => {
      throw timeout.aborted ? new Error(`no answer within ${timeoutMs / 1000} s`) : (error.cause ?? error)
    })
    const next = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('location') : null
    if (next === null) return { status: response.status, headers: response.headers, text: await textOf(response) }
    await response.body?.cancel()
    if (redirects === mostRedirects) throw new Error(`more than ${mostRedirects} redirects`)
    const to = new URL(next, address)
    ;({ address, headers: sent } = requestTo(to, to.origin === address.origin ? sent : {}))
  }
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length
    // Leaving the loop cancels the body.
    if (length > longestMessage) throw new Error(`expected an answer of at most ${longestMessage} bytes, got more`)
    parts.push(part)
  }
  const [, charset = 'utf-8'] = /charset="?([\w-]+)/i.exec(response.headers.get('content-type') ?? '') ?? []
  return new TextDecoder(charset).decode(Buffer.concat(parts))
}

/** The error of an answer that is not what was asked for, by its status. */
export function failedAnswer({ headers, status }: Pick<Answer, 'headers' | 'status'>): Answered {
  const ms = afterMs(headers.get('retry-after') ?? undefined)
  const asked = status === 429 || status === 503 ? `asked to wait${ms > 0 ? ` ${Math.ceil(ms / 1000)} s` : ''}` : ''
  return new Answered(asked === '' ? `got HTTP ${status}` : `${asked} (HTTP ${status})`, ms)
}
