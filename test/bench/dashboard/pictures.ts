// Takes the pictures of the dashboard: npm run pictures. Before it: npm start,
// npm run --silent retail -- --products 50 > out/retail.csv, node dist/cli/rxcast.js run pipelines/retail.yaml
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launchChromium } from '../../browser/chromium.ts'
import { visit } from '../../browser/visit.ts'

const root = new URL('../../../', import.meta.url)
const folder = new URL('dashboards/pictures/', root)
mkdirSync(folder, { recursive: true })

const browser = await launchChromium()
async function look(report: string, hash: string, colorScheme: 'light' | 'dark', height: number) {
  const path = fileURLToPath(new URL(`out/${report}.html`, root))
  if (!existsSync(path)) throw new Error(`${path}: expected a report, got no such file; this script says what to run`)
  const viewport = { width: 1280, height }
  const { page } = await visit(browser, pathToFileURL(path).href + hash, {
    colorScheme,
    viewport,
    reducedMotion: 'reduce',
  })
  await page.waitForTimeout(1000)
  return page
}

for (const colorScheme of ['light', 'dark'] as const) {
  const file = (name: string) => fileURLToPath(new URL(`${name}-${colorScheme}.png`, folder))
  const page = await look('weather', '#lead=3', colorScheme, 2250)
  const forecast = (await page.locator('.panel-forecast').boundingBox())!
  const top = { x: 0, y: 0, width: 1280, height: forecast.y + forecast.height }
  await page.screenshot({ path: file('dashboard'), clip: top })
  const inside = (await page.locator('.panel-weights').boundingBox())!
  const cell = (await page.locator('.panel-cell').boundingBox())!
  const clip = { x: 0, y: inside.y, width: 1280, height: cell.y + cell.height - inside.y }
  await page.screenshot({ path: file('inside'), clip })
  await page.context().close()

  const many = await look('retail', '', colorScheme, 1120)
  await many.locator('.rows-line .line:visible').nth(5).click()
  await many.waitForTimeout(1000)
  await many.screenshot({ path: file('many') })
  await many.context().close()
}
await browser.close()
