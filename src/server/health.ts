import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { atMost } from './big-answers.ts'
import { listen } from './listen.ts'
import type { Health, Listening, ListenOptions } from './listening.ts'

/** With 100 series an answer has 100 kB. */
const mostAnswers = 8

/** `/healthz` (the process answers), `/readyz` (forecasts can be relied on), and `/metrics` if there are any. */
export function healthRoutes(health: Health): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  const fresh = { 'cache-control': 'no-store' }
  routes.get('/healthz', (context) => context.text('ok\n', 200, fresh))
  routes.get('/readyz', (context) => {
    const { unready } = health
    return context.text(`${unready ?? 'ready'}\n`, unready === undefined ? 200 : 503, fresh)
  })
  const { metrics } = health
  if (metrics) {
    routes.get('/metrics', atMost(mostAnswers), async (context) =>
      context.body(await metrics.text(), 200, { ...fresh, 'content-type': metrics.contentType }),
    )
  }
  return routes
}

/**
 * Serves health and metrics without the page.
 *
 * @throws ConfigError if the port is taken or the host is not an address of this machine
 */
export const serveHealth = (health: Health, options: ListenOptions): Promise<Listening> =>
  listen(healthRoutes(health), options, { name: 'metrics', defaultPort: 9464 })
