/** Frames a second of the page with 20,000 points in view while rows stream in: `npm run bench:frames`; a number after it is their rate. */
import { startDashboard } from '../../../src/server/dashboard.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { visit } from '../../browser/visit.ts'
import { scoredWeather } from '../../server/scored-weather.ts'

const points = 20_000
const seconds = 10
const perSecond = Number(process.argv[2] ?? 100)
const rows = scoredWeather({ rows: points + (seconds + 5) * perSecond })
const dashboard = await startDashboard({ title: 'frames', targets: ['temp_max'], port: 0, budget: 64 << 20 })
dashboard.write(rows.slice(0, points))
const browser = await launchChromium()
const whole = `#window=2011-01-01T00:00:00Z..2072-01-01T00:00:00Z`
const { page } = await visit(browser, dashboard.url + whole)
while ((await page.locator('.panel-overview input').getAttribute('max')) !== `${points - 1}`)
  await page.waitForTimeout(100)

let at = points
const timer = setInterval(() => {
  dashboard.write(rows.slice(at, at + perSecond / 20))
  at += perSecond / 20
}, 50)
// As text: what runs in the page must not be touched by what runs this file.
const { frames, longest } = await page.evaluate<{ frames: number; longest: number }>(`new Promise((resolve) => {
  const start = performance.now()
  let frames = 0
  let longest = 0
  let before = start
  requestAnimationFrame(function count(now) {
    frames++
    longest = Math.max(longest, now - before)
    before = now
    if (now - start < ${seconds * 1000}) requestAnimationFrame(count)
    else resolve({ frames, longest })
  })
})`)
clearInterval(timer)
console.log(
  `${points.toLocaleString('en-US')} points in view, ${perSecond.toLocaleString('en-US')} rows a second: ${(frames / seconds).toFixed(1)} frames a second, longest ${longest.toFixed(0)} ms`,
)
await browser.close()
await dashboard.close()
