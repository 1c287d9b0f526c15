/** Takes the README's pictures of the dashboard from the report of `npm start`: `npm run pictures`. */
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launchChromium } from '../../browser/chromium.ts'
import { visit } from '../../browser/visit.ts'

const root = new URL('../../../', import.meta.url)
const report = fileURLToPath(new URL('out/weather.html', root))
if (!existsSync(report)) throw new Error(`${report}: expected a report, got no such file; run npm start`)
const folder = new URL('dashboards/pictures/', root)
mkdirSync(folder, { recursive: true })

const browser = await launchChromium()
for (const colorScheme of ['light', 'dark'] as const) {
  const { page } = await visit(browser, `${pathToFileURL(report).href}#lead=3`, {
    colorScheme,
    viewport: { width: 1280, height: 2250 },
    reducedMotion: 'reduce',
  })
  await page.waitForTimeout(1000)
  const path = (name: string) => fileURLToPath(new URL(`${name}-${colorScheme}.png`, folder))
  const forecast = (await page.locator('.panel-forecast').boundingBox())!
  const top = { x: 0, y: 0, width: 1280, height: forecast.y + forecast.height }
  await page.screenshot({ path: path('dashboard'), clip: top })
  const inside = (await page.locator('.panel-weights').boundingBox())!
  const cell = (await page.locator('.panel-cell').boundingBox())!
  const clip = { x: 0, y: inside.y, width: 1280, height: cell.y + cell.height - inside.y }
  await page.screenshot({ path: path('inside'), clip })
  await page.context().close()
}
await browser.close()
