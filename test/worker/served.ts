import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

/** Serves pages, and the built package below node_modules/rxcast/dist as an installed one. */
export async function served(pages: Readonly<Record<string, string>>): Promise<{ url: string; close: () => void }> {
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://a').pathname
    const page = pages[path]
    try {
      if (page !== undefined) return void response.setHeader('content-type', 'text/html').end(page)
      const file = fileURLToPath(new URL(`../../${path.replace('/node_modules/rxcast/', '')}`, import.meta.url))
      response.setHeader('content-type', 'text/javascript').end(readFileSync(file))
    } catch {
      response.writeHead(204).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() }
}
