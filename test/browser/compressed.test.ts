import { expect, it } from 'vitest'
import { startDashboard } from '../../src/server/dashboard.ts'
import { whyNoElsewhere } from '../server/elsewhere.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { launchChromium, newContext, whyNoBrowser } from './chromium.ts'
import { inBrowser } from './pages.ts'

const rows = scoredWeather({ rows: 110 })

inBrowser(
  'a compressed stream',
  () => {
    it('reaches the page row by row, to its end', async () => {
      const dashboard = await startDashboard({ title: 'weather', targets: ['temp_max'], port: 0, host: '0.0.0.0' })
      const browser = await launchChromium()
      const page = await (await newContext(browser)).newPage()
      const stream = page.waitForResponse((response) => response.url().includes('/events'))
      await page.goto(dashboard.elsewhere[0]!)
      expect((await stream).headers()['content-encoding']).toBe('gzip')
      const last = page.locator('.panel-overview input')
      dashboard.write(rows.slice(0, 100))
      for (let row = 100; row < 110; row++) {
        dashboard.write(rows.slice(row, row + 1))
        await expect.poll(() => last.getAttribute('max')).toBe(String(row))
      }
      await page.context().close()
      await browser.close()
      await dashboard.close()
    })
  },
  whyNoBrowser() ?? whyNoElsewhere(),
)
