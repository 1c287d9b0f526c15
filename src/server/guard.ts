import { isIP } from 'node:net'
import { hostname } from 'node:os'
import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { timingSafeEqual } from 'hono/utils/buffer'
import { isLoopback } from './is-loopback.ts'

interface GuardOptions {
  /** The address that the server is bound to, as given. */
  readonly host: string
  /** Required with every request; null if only this machine can reach the server. */
  readonly token: string | null
  /** Further names of the server, such as one of DNS. */
  readonly names?: readonly string[] | undefined
  /** Whether it is for programs, which open no page: requests of any page are then refused. */
  readonly forPrograms?: boolean | undefined
}

/** Need no token, since probes often cannot send one: the answers say yes or no, and the reason only with the token. */
const openPath = '/healthz'
const openStatus = '/readyz'

/**
 * Refuses requests from elsewhere. A request must name this server in its Host header, so that another site cannot
 * reach it by pointing its own domain name here (DNS rebinding); it must not come from a page of another origin; and it
 * must carry the token, if there is one.
 */
export function guard({ forPrograms = false, host, names: more = [], token }: GuardOptions): MiddlewareHandler {
  const own = ['localhost', '127.0.0.1', '[::1]', host, `[${host}]`, hostname(), ...more]
  const names = new Set(own.map((name) => name.toLowerCase()))
  const isOurs = (authority: string) => {
    const name = authority.toLowerCase().replace(/:\d+$/, '')
    // A server bound to every address accepts any of them as its name; the token keeps strangers out.
    return names.has(name) || (!isLoopback(host) && isIP(name.replace(/^\[|\]$/g, '')) > 0)
  }
  return async (context, next) => {
    const authority = context.req.header('host') ?? ''
    if (!isOurs(authority)) return context.text(`host: expected this server's own name, got "${authority}"`, 403)
    const origin = context.req.header('origin')
    if (origin !== undefined && forPrograms)
      return context.text(`origin: expected a program, got a page of "${origin}"`, 403)
    if (origin !== undefined && origin !== `http://${authority}`) {
      return context.text(`origin: expected http://${authority}, got "${origin}"`, 403)
    }
    if (context.req.header('sec-fetch-site') === 'cross-site' && context.req.path !== '/') {
      return context.text('origin: expected this page, got another site', 403)
    }
    const bearer = /^Bearer (.*)$/i.exec(context.req.header('authorization') ?? '')?.[1]
    if (forPrograms) {
      if (token === null || (await timingSafeEqual(bearer ?? '', token))) return next()
      const message = 'token: expected the header "Authorization: Bearer" with the token of this server'
      return context.text(message, 401, { 'www-authenticate': 'Bearer' })
    }
    if (token !== null && context.req.path !== openPath) {
      const asked = context.req.query('token')
      if (!(await timingSafeEqual(asked ?? bearer ?? getCookie(context, 'rxcast') ?? '', token))) {
        if (context.req.path === openStatus) {
          await next()
          const { ok, status } = context.res
          context.res = new Response(ok ? 'ready\n' : 'not ready\n', {
            status,
            headers: { 'cache-control': 'no-store' },
          })
          return
        }
        return context.text('token: expected the one in the address that was printed; open that address', 401)
      }
      if (asked !== undefined) setCookie(context, 'rxcast', token, { httpOnly: true, sameSite: 'Strict' })
    }
    return next()
  }
}
