import { expect, it } from 'vitest'
import type { TaskStatus, WorkerStatus } from '../../src/recording/wire.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip } from './visit.ts'

const rows = scoredWeather({ rows: 60 })
const task = (partition: number, change: Partial<TaskStatus> = {}): TaskStatus => ({
  partition,
  state: 'running',
  problem: null,
  lag: 0,
  restoreMs: 840,
  takeovers: 1,
  errors: 0,
  ...change,
})
const worker: WorkerStatus = {
  group: 'weather',
  partitions: 8,
  connected: true,
  joined: true,
  tasks: [task(0, { lag: 12 }), task(3, { state: 'restoring', lag: null, restoreMs: null })],
  shows: ['all series of the group, from the topic forecasts'],
}

inBrowser('the page of a worker', () => {
  const { visit, show } = pages()

  it('has a line for the worker, with its partitions below it', async () => {
    let now = worker
    const dashboard = await show([], { over: false, by: ['city'], worker: () => now })
    const { page } = await visit(dashboard.url)
    const line = page.locator('.worker summary span')
    await expect.poll(() => page.locator('.empty').textContent()).toContain('from the topic forecasts')
    expect(await page.locator('.empty').textContent()).not.toContain('standard input')
    for (const city of ['Oslo', 'Bergen'])
      dashboard.write(rows.map((row) => ({ ...row, observation: { ...row.observation, key: [city] } })))
    await expect.poll(() => line.textContent()).toBe('2 of 8 partitions; the state of 1 is being restored')
    await page.locator('.worker summary').click()
    expect(await page.locator('.worker tbody tr').allTextContents()).toEqual(['0running120.8 s10', '3restoring––10'])
    expect(await page.locator('.worker li').allTextContents()).toEqual(worker.shows)
    // Without a row of the group.
    now = { ...worker, tasks: [task(0), task(3)] }
    await expect.poll(() => line.textContent()).toBe('2 of 8 partitions, all running · no record waits')
    now = { ...worker, connected: false }
    await expect.poll(() => chip(page)).toBe('no broker')
    expect(await page.locator('.worker').getAttribute('data-state')).toBe('stale')
  })

  it('is as others are without a worker', async () => {
    const { page } = await visit((await show(rows, { over: false })).url)
    await expect.poll(() => chip(page)).toBe('live')
    expect(await page.locator('.worker').isVisible()).toBe(false)
  })
})
