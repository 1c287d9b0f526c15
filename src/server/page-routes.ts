import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { script, style } from '../page/page.generated.ts'
import { type PageMode, servedPage } from '../page/page.ts'

/** `/`, `/page.js` and `/page.css`: compressed, and answered with 304 to a browser that has them. */
export function pageRoutes(title: string, mode: PageMode): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  const texts = {
    '/': [servedPage(title, mode), 'text/html'],
    '/page.js': [script, 'text/javascript'],
    '/page.css': [style, 'text/css'],
  } as const
  for (const [path, [text, type]] of Object.entries(texts)) {
    // Route by route: an ETag is computed from the whole body, which an event stream never has.
    routes.get(path, compress(), etag(), (context) =>
      context.body(text, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' }),
    )
  }
  return routes
}
