import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Context, Handler } from 'hono'

/** Answers with a text held in memory, gzipped once, and with 304 to whoever has it already. */
export function staticText(type: string, text: string): Handler {
  const plain = Buffer.from(text)
  const gzipped = gzipSync(plain, { level: 9 })
  const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return (context: Context) => {
    const headers = { 'content-type': type, etag: tag, 'cache-control': 'no-cache', vary: 'accept-encoding' }
    if (context.req.header('if-none-match') === tag) return context.body(null, 304, headers)
    if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? '')) return context.body(plain, 200, headers)
    return context.body(gzipped, 200, { ...headers, 'content-encoding': 'gzip' })
  }
}
