import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type * as rxcast from '../../src/index.ts'
import { inBrowser, pages } from '../browser/pages.ts'
import { blocks } from '../docs/documents.ts'
import { served } from '../worker/served.ts'

type Rxcast = typeof rxcast & typeof import('rxjs')

inBrowser('IndexedDbStore', () => {
  const { visit } = pages()
  let server: Awaited<ReturnType<typeof served>>
  beforeAll(async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export * from './src/index.ts'; export * from 'rxjs'", resolveDir: '.' },
      bundle: true,
      format: 'iife',
      globalName: 'rxcast',
      write: false,
    })
    server = await served({
      '/': `<!doctype html><title>a</title><script>${outputFiles[0]!.text.replaceAll('</script', '<\\/script')}</script>`,
    })
  })
  afterAll(() => server.close())

  type Page = Awaited<ReturnType<typeof visit>>['page']
  /** Runs a function of this test on a page, with the package and two ways to write and read text. */
  const call = <R, A = null>(page: Page, task: (words: Words, argument: A) => Promise<R>, argument?: A): Promise<R> =>
    page.evaluate(
      ([code, argument]) => {
        const { IndexedDbStore } = (window as unknown as { rxcast: Rxcast }).rxcast
        const bytes = (text: string) => new TextEncoder().encode(text)
        const contents = async (store: rxcast.Store) => {
          const all: Record<string, string> = {}
          for (const key of await store.keys()) all[key] = new TextDecoder().decode(await store.get(key))
          return all
        }
        const why = (promise: Promise<unknown>) => promise.then(String, (error) => `${error.name}: ${error.message}`)
        // biome-ignore lint/security/noGlobalEval: the function is this test's own.
        return eval(code)({ ...window.rxcast, IndexedDbStore, bytes, contents, why }, argument)
      },
      [`(${task})`, argument ?? null] as const,
    ) as Promise<R>

  it('has what was committed after a reload, and nothing of what was not', async () => {
    const { page } = await visit(server.url)
    await call(page, async ({ IndexedDbStore, bytes }) => {
      const store = await IndexedDbStore.open('a')
      const whole = bytes('-1-')
      await Promise.all([store.put('x', whole.subarray(1, 2)), store.put('y', bytes('2')), store.commit()])
      await store.put('x', bytes('3'))
      await store.delete('y')
      const other = await IndexedDbStore.open('b')
      await other.put('x', bytes('of b'))
      await other.commit()
    })
    await page.reload()
    const seen = await call(page, async ({ IndexedDbStore, bytes, contents }) => {
      const store = await IndexedDbStore.open('a')
      const before = await contents(store)
      await store.delete('y')
      for (const key of ['__proto__', '', 'ü\n"', '\ud800']) await store.put(key, bytes(key))
      const staged = [await store.get('y'), (await store.get(''))!.length, await store.keys()]
      await store.commit()
      return { before, staged, after: (await store.keys()).length, names: await IndexedDbStore.names() }
    })
    expect(seen).toEqual({
      before: { x: '1', y: '2' },
      staged: [undefined, 0, ['x', 'y']],
      after: 5,
      names: ['a', 'b'],
    })
  })

  it('lets nothing else use it until it is closed, or its tab is', async () => {
    const { page } = await visit(server.url)
    const second = await page.context().newPage()
    await second.goto(server.url)
    await call(page, async ({ IndexedDbStore, bytes }) => {
      const store = await IndexedDbStore.open('a')
      await store.put('x', bytes('1'))
      await store.commit()
    })
    const inUse =
      'DataError: a: expected a store that nothing else uses, got one in use; close the other tab that has it'
    for (const tab of [page, second])
      expect(await call(tab, ({ IndexedDbStore, why }) => why(IndexedDbStore.open('a')))).toBe(inUse)
    expect(await call(second, ({ IndexedDbStore, why }) => why(IndexedDbStore.remove('a')))).toBe(inUse)
    await page.close()
    const after = await call(second, async ({ IndexedDbStore, contents, why }) => {
      const store = await IndexedDbStore.open('a')
      const all = await contents(store)
      await store.close()
      const closed = await why(store.get('x'))
      await IndexedDbStore.remove('a')
      return { all, closed, names: await IndexedDbStore.names() }
    })
    expect(after).toEqual({
      all: { x: '1' },
      closed: 'DataError: a: expected an open store, got one that was closed',
      names: [],
    })
  })

  it('keeps the last commit and what was put if there is no room for the next', async () => {
    const { page } = await visit(server.url)
    const session = await page.context().newCDPSession(page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(server.url).origin, quotaSize: 2e6 })
    const seen = await call(page, async ({ IndexedDbStore, bytes, contents, why }) => {
      const store = await IndexedDbStore.open('a')
      await store.put('x', bytes('1'))
      await store.commit()
      await store.put('x', bytes('2'))
      await store.put('large', crypto.getRandomValues(new Uint8Array(65_536)))
      const large = new Uint8Array(8e6)
      for (let at = 0; at < large.length; at += 50_000) crypto.getRandomValues(large.subarray(at, at + 50_000))
      await store.put('larger', large)
      const problem = await why(store.commit())
      const staged = [(await store.get('x'))!.length, (await store.get('larger'))!.length]
      const left = await store.keys()
      await store.delete('large')
      await store.delete('larger')
      await store.commit()
      return { problem, staged, left, after: await contents(store) }
    })
    expect(seen.problem).toMatch(/^DataError: a: expected room in the browser's storage, got ".+"; free some space/)
    expect(seen).toMatchObject({ staged: [1, 8e6], left: ['x'], after: { x: '2' } })
  })

  it('says so if the page has no locks or no database', async () => {
    const { complaints, page } = await visit('data:text/html,<title>a</title>')
    expect(await page.evaluate(() => isSecureContext)).toBe(false)
    await page.addScriptTag({
      content: await (await fetch(server.url)).text().then((html) => /<script>(.*)<\/script>/s.exec(html)![1]!),
    })
    expect(await call(page, ({ IndexedDbStore, why }) => why(IndexedDbStore.open('a')))).toBe(
      "DataError: a: expected the browser's locks, got none; open the page by https or from localhost",
    )
    expect(await call(page, ({ IndexedDbStore, why }) => why(IndexedDbStore.names()))).toMatch(
      /^DataError: rxcast: expected the browser's IndexedDB, got ".+"; allow this page to store data/,
    )
    // Chromium itself reports what it has denied, without a text.
    await expect.poll(() => complaints.splice(0)).toEqual([''])
  })

  it('goes on with a flow after a reload as if it had never stopped', async () => {
    const { page } = await visit(server.url)
    const flow = (from: number, to: number, kept: boolean) =>
      call(
        page,
        async (
          { IndexedDbStore, chain, checkpointed, forecast, inOrder, lastValueFrom, map, range, toArray },
          [from, to, kept],
        ) => {
          const steps = chain(inOrder(), forecast({ horizon: 2, season: 7, cadence: '1d' }))
          const rows = range(from, to - from).pipe(
            map((t) => ({ time: t * 86_400_000, values: [20 + (t % 7) + ((t * 5) % 3) / 10] })),
          )
          const operator = kept ? checkpointed(await IndexedDbStore.open('flow'), steps) : steps
          return (await lastValueFrom(rows.pipe(operator, toArray()))).map(({ values }) => [...values])
        },
        [from, to, kept] as const,
      )
    const first = await flow(0, 30, true)
    await page.reload()
    const then = await flow(30, 40, true)
    expect([...first, ...then]).toEqual(await flow(0, 40, false))
  })

  it('goes on in the example of the documents', async () => {
    const { page } = await visit(server.url)
    const example = blocks(readFileSync('docs/in-the-browser.md', 'utf8'), 'js')[0]!.code
    const code = example.replace(/^import (\{.*\}) from '(rxcast|rxjs)'$/gm, 'const $1 = window.rxcast')
    const shown = (from: number) =>
      page.evaluate(
        async ([code, from]) => {
          const lines: string[] = []
          const values = new window.rxcast.Subject()
          // biome-ignore lint/security/noGlobalEval: the code is that of the document.
          const run = eval(`async (values, show) => {${code}}`)
          await run(values, (text: string) => lines.push(text))
          for (let t = from; t < from + 20; t++) values.next({ time: t * 3_600_000, values: [t % 2] })
          values.complete()
          while (!lines.some((line) => line.startsWith('saved')))
            await new Promise((resolve) => setTimeout(resolve, 10))
          return lines
        },
        [code, from] as const,
      )
    const first = await shown(0)
    expect(first[0]).toBe('goes on after 0 values')
    expect(first.at(-1)).toMatch(/^saved \d+ bytes$/)
    expect(first).toHaveLength(22)
    await page.reload()
    expect((await shown(20))[0]).toBe('goes on after 20 values')
  })

  it('refuses a state that was altered', async () => {
    const { page } = await visit(server.url)
    const problem = await call(
      page,
      async ({ IndexedDbStore, chain, checkpointed, forecast, lastValueFrom, of, why }) => {
        const steps = chain(forecast({ horizon: 1, season: 'none', cadence: '1d', experts: ['persistence'] }))
        const store = await IndexedDbStore.open('flow')
        await lastValueFrom(of({ time: 0, values: [1] }).pipe(checkpointed(store, steps)))
        const state = (await store.get('operator'))!
        state[state.length >> 1]! ^= 1
        await store.put('operator', state)
        await store.commit()
        return why(lastValueFrom(of({ time: 86_400_000, values: [1] }).pipe(checkpointed(store, steps))))
      },
    )
    expect(problem).toMatch(/^DataError: /)
  })
})

interface Words extends Rxcast {
  bytes(text: string): Uint8Array
  contents(store: rxcast.Store): Promise<Record<string, string>>
  /** The error of a promise as text. */
  why(promise: Promise<unknown>): Promise<string>
}

declare global {
  interface Window {
    rxcast: Rxcast
  }
}
