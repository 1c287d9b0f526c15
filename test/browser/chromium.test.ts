import { expect, it } from 'vitest'
import { launchChromium, newContext } from './chromium.ts'
import { inBrowser } from './pages.ts'

inBrowser('the browser of the tests', () => {
  it('runs WebAssembly, a canvas, text and server-sent events in en-US', async () => {
    const browser = await launchChromium()
    try {
      const page = await (await newContext(browser)).newPage()
      await page.setContent('<canvas></canvas><p>some words</p>')
      const able = await page.evaluate(() => ({
        wasm: typeof WebAssembly === 'object',
        canvas: document.querySelector('canvas')!.getContext('2d') !== null,
        events: typeof EventSource === 'function',
        tall: document.querySelector('p')!.offsetHeight > 10,
        number: (1234.5).toLocaleString(),
      }))
      expect(able).toEqual({ wasm: true, canvas: true, events: true, tall: true, number: '1,234.5' })
    } finally {
      await browser.close()
    }
  })
})
