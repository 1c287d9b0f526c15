/**
 * Frames a second of the list of 10,000 series while it scrolls and rows stream in, and how long the page's script takes
 * for a frame: `npm run bench:overview`; a number after it is that of the series.
 */
import { startDashboard } from '../../../src/server/dashboard.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { visit } from '../../browser/visit.ts'
import { scoredWeather } from '../../server/scored-weather.ts'

const series = Number(process.argv[2] ?? 10_000)
const seconds = 10
const perSecond = 200
const rows = scoredWeather({ rows: 40 })
const keyOf = (i: number) => [`store-${String(Math.floor(i / 100)).padStart(4, '0')}`, `product-${4700 + (i % 100)}`]
const of = (i: number, row: number) => ({
  ...rows[row]!,
  observation: { ...rows[row]!.observation, key: keyOf(i) },
})
const by = ['store', 'product']
const dashboard = await startDashboard({ title: 'many', targets: ['sales'], by, port: 0 })
for (let row = 0; row < 8; row++) dashboard.write(Array.from({ length: series }, (_, i) => of(i, row)))
const browser = await launchChromium()
const { page } = await visit(browser, dashboard.url)
await page.waitForSelector('.rows-line .line')
await page.waitForTimeout(1000)

let sent = 0
const timer = setInterval(() => {
  const batch = Array.from({ length: perSecond / 20 }, (_, i) => of((sent + i) % series, 8 + Math.floor(sent / series)))
  dashboard.write(batch)
  sent += batch.length
}, 50)
// As text: what runs in the page must not be touched by what runs this file.
const { frames, longest, work } = await page.evaluate<{
  frames: number
  longest: number
  work: number[]
}>(`new Promise((resolve) => {
  const list = document.querySelector('.rows-line')
  const start = performance.now()
  const own = window.requestAnimationFrame
  const work = []
  window.requestAnimationFrame = (act) => own((now) => {
    const begun = performance.now()
    act(now)
    work.push(performance.now() - begun)
  })
  let frames = 0
  let longest = 0
  let before = start
  own(function count(now) {
    frames++
    longest = Math.max(longest, now - before)
    before = now
    // A row or two a frame, as a hand turns a wheel.
    list.scrollTop += 80
    if (now - start < ${seconds * 1000}) own(count)
    else resolve({ frames, longest, work })
  })
})`)
clearInterval(timer)
work.sort((a, b) => a - b)
const at = (share: number) => work[Math.floor(share * (work.length - 1))]!.toFixed(1)
console.log(
  `${series.toLocaleString('en-US')} series, ${perSecond} rows a second, scrolling: ${(frames / seconds).toFixed(1)} frames a second, longest ${longest.toFixed(0)} ms; script ${at(0.5)} ms a frame in the middle, ${at(0.99)} ms at the 99th percentile`,
)
await browser.close()
await dashboard.close()
