import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { forecastInWorker, forecastSeriesInWorker } from '../../src/worker/client.ts'
import { inBrowser, pages } from '../browser/pages.ts'
import { command, folderWith } from '../cli/command.ts'
import { daily } from './daily.ts'
import { served } from './served.ts'

interface Client {
  forecastInWorker: typeof forecastInWorker
  forecastSeriesInWorker: typeof forecastSeriesInWorker
}

const client =
  "<!doctype html><title>a</title><script type=module>import * as client from '/node_modules/rxcast/dist/worker/client.js'; window.client = client</script>"
const example = /```html\n(.*?)```/s.exec(readFileSync('docs/in-the-browser.md', 'utf8'))![1]!

inBrowser('rxcast/worker', () => {
  const { visit } = pages()
  let server: Awaited<ReturnType<typeof served>>
  beforeAll(async () => {
    server = await served({ '/': client, '/example': `<!doctype html>${example}` })
  })
  afterAll(() => server.close())

  /** Calls the client on a page. */
  async function call<A, R>(task: (client: Client, argument: A) => Promise<R>, argument: A): Promise<R> {
    const { page } = await visit(server.url)
    await page.waitForFunction('window.client')
    return page.evaluate(
      // biome-ignore lint/security/noGlobalEval: the function is this test's own.
      ([code, argument]) => eval(code)((window as unknown as { client: Client }).client, argument),
      [`(${task})`, argument] as const,
    ) as Promise<R>
  }

  it('forecasts a file as the command line does', async () => {
    const text = daily({ keys: ['north', 'south'] })
    const folder = folderWith({ 'shops.csv': text })
    const commanded = command(['forecast', 'shops.csv', '--json', '--horizon', '5'], folder)
    const ours = await call(
      ({ forecastInWorker }, text) => forecastInWorker(new File([text], 'shops.csv'), { horizon: 5 }),
      text,
    )
    const theirs = JSON.parse((await commanded).stdout)
    expect(ours.next).toEqual(theirs.next)
    expect(ours.next).toHaveLength(10)
    expect({ by: ours.by, targets: ours.targets, left: ours.left, seasons: ours.seasons }).toEqual({
      by: theirs.by,
      targets: theirs.targets,
      left: theirs.left,
      seasons: theirs.seasons,
    })
  })

  it('takes text, rows and packed files alike, and tells how far it is', async () => {
    const packed = gzipSync(daily()).toString('base64')
    const found = await call(
      async ({ forecastInWorker }, [text, packed]) => {
        const [header, ...lines] = text!.trim().split('\n')
        const names = header!.split(',')
        const rows = lines.map((line) => {
          const [date, value] = line.split(',')
          return { [names[0]!]: date, [names[1]!]: Number(value) }
        })
        const bytes = Uint8Array.from(atob(packed!), (letter) => letter.charCodeAt(0))
        const shares: (number | null)[] = []
        const onProgress = (share: number | null) => shares.push(share)
        const all = [
          await forecastInWorker(text!, { onProgress }),
          await forecastInWorker(rows),
          await forecastInWorker(new Blob([bytes])),
        ]
        return { next: all.map(({ next }) => JSON.stringify(next)), shares }
      },
      [daily(), packed],
    )
    expect(new Set(found.next).size).toBe(1)
    expect(found.shares.at(-1)).toBe(1)
  })

  it('forecasts values as forecastSeries does', async () => {
    const next = await call(
      ({ forecastSeriesInWorker }, values) =>
        forecastSeriesInWorker(values, { cadence: '1d', horizon: 2, start: '2024-01-01' }),
      Array.from({ length: 60 }, (_, i) => (i % 7 < 5 ? 100 : 40)),
    )
    expect(next.map(({ lead, time, value }) => [lead, time, Math.round(value / 10) * 10])).toEqual([
      [1, Date.UTC(2024, 2, 1), 100],
      [2, Date.UTC(2024, 2, 2), 40],
    ])
  })

  it('rejects with a reason what cannot be forecast, and what was aborted', async () => {
    const said = await call(async ({ forecastInWorker }, words) => {
      const reason = (error: Error) => `${error.name}: ${error.message}`
      const stop = new AbortController()
      const aborted = forecastInWorker(words, { signal: stop.signal }).catch(reason)
      stop.abort()
      return [await forecastInWorker(words, { name: 'words.csv' }).catch(reason), await aborted]
    }, 'name,place\nAnna,Rome\n')
    expect(said[0]).toMatch(/^DataError: words\.csv: expected a column of times/)
    expect(said[1]).toMatch(/^AbortError/)
  })

  it('is used as the documentation says', async () => {
    const { page } = await visit(`${server.url}/example`)
    const buffer = Buffer.from(daily())
    await page.setInputFiles('input', { name: 'daily.csv', mimeType: 'text/csv', buffer })
    await expect.poll(() => page.locator('pre').textContent()).toMatch(/^2024-03-01 value \d+\.\d\n/)
    expect(await page.locator('#progress').textContent()).toBe('100 %')
    await page.setInputFiles('input', { name: 'words.csv', mimeType: 'text/csv', buffer: Buffer.from('name\nAnna\n') })
    await expect.poll(() => page.locator('pre').textContent()).toMatch(/^words\.csv: /)
  })
})
