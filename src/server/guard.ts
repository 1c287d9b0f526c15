import { isIP } from 'node:net'
import { hostname } from 'node:os'
import type { MiddlewareHandler } from 'hono'

interface GuardOptions {
  /** The address bound, as given. */
  readonly host: string
  /** Asked for on every request when the address is not this machine's own; null asks for none. */
  readonly token: string | null
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data: blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** True for addresses that only this machine can reach; one of IPv4 may be written as one of IPv6. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(host)

/**
 * Lets in only who may look: a request must name this server as its Host (a page elsewhere cannot make the browser do so by pointing its own
 * name here), must not come from a page of another origin, and carries the token where there is one. Every answer forbids the
 * page to load anything from elsewhere.
 */
export function guard({ host, token }: GuardOptions): MiddlewareHandler {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', host, `[${host}]`, hostname().toLowerCase()])
  const named = (authority: string) => {
    const name = authority.toLowerCase().replace(/:\d+$/, '')
    // Bound to every address, any of them is a fair name; the token keeps strangers out.
    return names.has(name) || (!isLoopback(host) && isIP(name.replace(/^\[|\]$/g, '')) > 0)
  }
  return async (context, next) => {
    const authority = context.req.header('host') ?? ''
    if (!named(authority)) return context.text(`host: expected this server's own name, got "${authority}"`, 403)
    const origin = context.req.header('origin')
    if (origin !== undefined && origin !== `http://${authority}`) {
      return context.text(`origin: expected http://${authority}, got "${origin}"`, 403)
    }
    if (context.req.header('sec-fetch-site') === 'cross-site' && context.req.path !== '/') {
      return context.text('origin: expected this page, got another site', 403)
    }
    if (token !== null) {
      const shown = context.req.query('token')
      const kept = /(?:^|;\s*)rxcast=([^;]*)/.exec(context.req.header('cookie') ?? '')?.[1]
      if (!same(shown ?? kept ?? '', token)) {
        return context.text('token: expected the one in the address that was printed; open that address', 401)
      }
      if (shown !== undefined) context.header('set-cookie', `rxcast=${token}; HttpOnly; SameSite=Strict; Path=/`)
    }
    await next()
    context.header('content-security-policy', policy)
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cross-origin-resource-policy', 'same-origin')
    context.header('cross-origin-opener-policy', 'same-origin')
  }
}

/** Takes as long for a near miss as for a far one. */
function same(shown: string, token: string): boolean {
  let difference = shown.length ^ token.length
  for (let i = 0; i < token.length; i++) difference |= (shown.charCodeAt(i) | 0) ^ token.charCodeAt(i)
  return difference === 0
}
