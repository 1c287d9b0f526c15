import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip } from './visit.ts'

const rows = scoredWeather()

inBrowser('the address bar', () => {
  const { ended, show } = pages()

  it('is written when it changes, not at every move of the cursor', async () => {
    const { url } = await show(rows)
    const page = await ended(url)
    await page.evaluate(() => {
      const put = history.replaceState.bind(history)
      let count = 0
      history.replaceState = (...all) => {
        document.documentElement.dataset.written = String(++count)
        put(...all)
      }
    })
    const written = async () => Number((await page.locator('html').getAttribute('data-written')) ?? 0)
    const box = (await page.locator('.panel-forecast .u-over').boundingBox())!
    for (let x = 5; x < box.width; x += 5) await page.mouse.move(box.x + x, box.y + 50)
    expect(await written()).toBeLessThanOrEqual(1)
    // Twenty zooms in one go: the last is what stands there in the end.
    await page.evaluate(() => {
      const key = (name: string, shiftKey: boolean) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true }))
      for (let i = 0; i < 20; i++) key('ArrowLeft', true)
      for (let i = 0; i < 3; i++) key(']', false)
    })
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#lead=4&window=/)
    expect(await written()).toBeLessThanOrEqual(3)
  })

  it('does not keep the token; the cookie admits the page again', async () => {
    const { url } = await show(rows, { host: '0.0.0.0' })
    expect(url).toContain('?token=')
    const page = await ended(url)
    expect(new URL(page.url()).search).toBe('')
    await page.reload()
    await expect.poll(() => chip(page)).toBe('ended')
  })
})
