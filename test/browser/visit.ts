import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { newContext } from './chromium.ts'

/** A page being looked at, and everything it complained of: errors, failed loads, violations of its policy. */
export interface Visit {
  readonly page: Page
  readonly complaints: string[]
}

export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await newContext(browser, { viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack)))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    const home = ['127.0.0.1', ''].includes(hostname) || ['data:', 'blob:', 'file:'].includes(protocol)
    if (!home) complaints.push(`asked for ${request.url()}`)
  })
  await page.goto(url)
  return { page, complaints }
}

/** A day as the page writes it, such as `Fri 1 Jan 2016`. */
export const dayWords = (time: number) => new Date(time).toUTCString().replace(/^(\w+), 0?(\d+ \w+ \d+).*/, '$1 $2')

/** Text of the chip that says how things stand. */
export const chip = (page: Page) => page.locator('.chip').textContent()

/** Share of a canvas's pixels that differ from its most frequent one: how much is drawn on it. */
export const drawn = (page: Page, panel: string) =>
  page.evaluate((selector) => {
    const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`)!
    // Read from a copy: the page's own canvas stays as it is.
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    const context = copy.getContext('2d', { willReadFrequently: true })!
    context.drawImage(canvas, 0, 0)
    const { data } = context.getImageData(0, 0, copy.width, copy.height)
    const pixels = new Uint32Array(data.buffer)
    const counts = new Map<number, number>()
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1)
    return 1 - Math.max(...counts.values()) / pixels.length
  }, panel)

/** The values in view as the page saves them, a record a line. */
export async function savedValues(page: Page): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ])
  const [head, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  const names = head!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i]!, cell])))
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds serious or worse, each with the element at fault. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
    ).axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  })
}
