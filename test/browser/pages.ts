import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import type { ScoredData } from '../../src/series/scored.ts'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { launchChromium, whyNoBrowser } from './chromium.ts'
import { chip, type Visit, visit } from './visit.ts'

interface Shown extends Partial<Parameters<typeof startDashboard>[0]> {
  /** False while the run goes on. Default true: it has ended, with all of its rows accepted. */
  readonly over?: boolean
  readonly notes?: readonly string[]
}

/**
 * A `describe` of tests that need a browser; skipped, loudly, where there is none. A test that fails is run once more: about once in 600 pages Chromium itself stops
 * as it opens one, renderer and debugger both waiting without using the processor. A fault of the page fails twice.
 */
export const inBrowser = (name: string, tests: () => void, whyNot = whyNoBrowser()) =>
  describe.skipIf(whyNot)(name, { retry: 1 }, tests)

/**
 * A browser for the tests of a `describe`. What is opened in a test is closed after it, what is opened before them all after the last; and no page
 * may have complained by then.
 */
export function pages() {
  let browser: Browser
  let testing = false
  const ofTest: (() => Promise<unknown>)[] = []
  const ofAll: (() => Promise<unknown>)[] = []
  const closing = (close: () => Promise<unknown>) => void (testing ? ofTest : ofAll).push(close)
  const closeAll = async (closes: (() => Promise<unknown>)[]) => {
    for (const close of closes.splice(0).reverse()) await close()
  }
  beforeAll(async () => {
    browser = await launchChromium()
  })
  beforeEach(() => {
    testing = true
  })
  afterEach(async () => {
    testing = false
    await closeAll(ofTest)
  })
  afterAll(async () => {
    await closeAll(ofAll)
    await browser?.close()
  })

  const opened = async (url: string, options?: BrowserContextOptions): Promise<Visit> => {
    const seen = await visit(browser, url, options)
    closing(async () => {
      await seen.page.context().close()
      expect(seen.complaints).toEqual([])
    })
    return seen
  }
  return {
    closing,
    visit: opened,
    /** A page once it has heard of the run's end. */
    async ended(url: string, options?: BrowserContextOptions): Promise<Page> {
      const { page } = await opened(url, options)
      await expect.poll(() => chip(page)).toBe('ended')
      return page
    },
    /** The dashboard beside a run of these rows. */
    async show(rows: readonly ScoredData[], { over = true, notes = [], ...options }: Shown = {}): Promise<Dashboard> {
      const dashboard = await startDashboard({ title: 'weather', targets: ['temp_max'], port: 0, ...options })
      closing(() => dashboard.close())
      dashboard.write(rows)
      const count = rows.length
      const account = { rows: count, accepted: count, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
      if (over) dashboard.end({ rows: account, notes })
      return dashboard
    },
  }
}
