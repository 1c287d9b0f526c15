import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip } from './visit.ts'

inBrowser('a page that is refused', () => {
  const { visit, show, closing } = pages()
  const start = (options: { readonly host?: string; readonly port?: number } = {}) =>
    show(scoredWeather({ rows: 50 }), { over: false, targets: ['a'], ...options })
  async function look(url: string) {
    const { page, complaints } = await visit(url)
    // That the line is broken is all there is to complain of.
    closing(async () =>
      expect(complaints.splice(0).filter((text) => !/^Failed to load resource/.test(text))).toEqual([]),
    )
    return page
  }

  it('shows that all places are taken, and connects at once when one is free and it asks again', async () => {
    const dashboard = await start()
    const stops = Array.from({ length: 64 }, () => new AbortController())
    await Promise.all(stops.map(({ signal }) => fetch(new URL('events', dashboard.url), { signal })))
    const page = await look(dashboard.url)
    const sentence = page.locator('.sentence')
    await expect.poll(() => sentence.textContent()).toMatch(/^64 pages are open already: close another/)
    await expect.poll(() => chip(page)).toMatch(/^reconnecting in \d+ s$/)
    for (const stop of stops) stop.abort()
    await expect.poll(() => dashboard.clients).toBe(0)
    // Asked for between two tries, or while one goes: it is there either way.
    const retry = page.getByRole('button', { name: 'Try now' })
    await page.evaluate(() => document.querySelector<HTMLElement>('.retry:not([hidden])')?.click())
    await expect.poll(() => chip(page)).toBe('live')
    expect(await retry.isVisible()).toBe(false)
  })

  it('shows that a new run requires another token', async () => {
    const first = await start({ host: '0.0.0.0' })
    const page = await look(first.url)
    await expect.poll(() => chip(page)).toBe('live')
    await first.close()
    await start({ host: '0.0.0.0', port: Number(new URL(first.url).port) })
    await expect.poll(() => page.locator('.sentence').textContent()).toMatch(/open the URL that the new run printed/)
  })

  it('shows that the server does not answer, and connects as soon as it asks again', async () => {
    const first = await start()
    const page = await look(first.url)
    await expect.poll(() => chip(page)).toBe('live')
    await first.close()
    await expect.poll(() => page.locator('.sentence').textContent()).toMatch(/^The server does not answer/)
    // The next try is long enough away to tell it from the one that is asked for.
    await expect.poll(() => chip(page)).toMatch(/^reconnecting in ([78]|1\d) s$/)
    const port = Number(new URL(first.url).port)
    await start({ port })
    await page.getByRole('button', { name: 'Try now' }).click()
    await expect.poll(() => chip(page), { timeout: 6000 }).toBe('live')
  })
})
