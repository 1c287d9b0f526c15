import { Agent as HttpAgent, request as http, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as https } from 'node:https'
import { Later, Refused } from '../delivery/message.ts'
import type { TlsFiles } from '../live/tls.ts'

/** An answer to a request. */
interface Answer {
  readonly status: number
  /** Seconds, or a date. */
  readonly retryAfter: string | undefined
  /** The beginning of its text. */
  readonly text: string
}

/** Sends POST requests to one address, over connections that stay open. */
export class Poster {
  private readonly url: URL
  private readonly agent: HttpAgent

  constructor(url: string, tls: TlsFiles = {}) {
    this.url = new URL(url)
    const options = { keepAlive: true, maxSockets: 1 }
    this.agent = this.url.protocol === 'https:' ? new HttpsAgent({ ...options, ...tls }) : new HttpAgent(options)
  }

  /**
   * Sends a body; resolved when the answer is 2xx.
   *
   * @throws Later for 408, 425, 429 and 5xx, Refused for others, and an Error if there is no answer
   */
  async post(body: Buffer, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
    const { status, retryAfter, text } = await this.send(body, headers, signal)
    if (status >= 200 && status < 300) return
    const said = text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)
    const got = `HTTP ${status}${said === '' ? '' : `: ${said}`}`
    if ([408, 425, 429].includes(status) || status >= 500) throw new Later(got, afterMs(retryAfter))
    throw new Refused(`expected an answer of 2xx, got ${got}`)
  }

  close(): void {
    this.agent.destroy()
  }

  private async send(body: Buffer, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
    for (;;) {
      let isReused = false
      try {
        return await new Promise<Answer>((resolve, reject) => {
          const options = {
            method: 'POST',
            agent: this.agent,
            signal,
            headers: { ...headers, 'Content-Length': body.length },
          }
          const request = (this.url.protocol === 'https:' ? https : http)(this.url, options, (response) => {
            answerOf(response).then(resolve, reject)
          })
          request.on('error', (error: NodeJS.ErrnoException) => {
            isReused = request.reusedSocket && error.code === 'ECONNRESET'
            reject(error)
          })
          request.end(body)
        })
      } catch (error) {
        // The other side has closed a connection that was idle.
        if (!isReused) throw error
      }
    }
  }
}

/** Characters of an answer that are kept. */
const most = 2000

async function answerOf(response: IncomingMessage): Promise<Answer> {
  let text = ''
  response.setEncoding('utf8')
  for await (const part of response) if (text.length < most) text += part
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text }
}

const longestMs = 3_600_000

/** Milliseconds that Retry-After asks for (RFC 9110, section 10.2.3): at most an hour; 0 if it says nothing. */
export function afterMs(text: string | undefined, now = Date.now()): number {
  if (text === undefined) return 0
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), longestMs)
}
