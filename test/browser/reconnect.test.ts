import { createServer, type Server, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, savedValues } from './visit.ts'

const rows = scoredWeather()
const whole = '#lead=1&window=2011-01-01T00:00:00Z..2017-01-01T00:00:00Z'

/** A TCP connection to the dashboard that can be cut and slowed down. */
class Relay {
  /** Milliseconds by which the server is heard later. */
  delay = 0
  private readonly sockets = new Set<Socket>()
  private server: Server | null = null

  async open(from: number, to: () => number): Promise<number> {
    const { connect } = await import('node:net')
    this.server = createServer((near) => {
      const far = connect(to(), '127.0.0.1')
      for (const socket of [near, far]) {
        this.sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          near.destroy()
          far.destroy()
          this.sockets.delete(socket)
        })
      }
      near.pipe(far)
      far.on('data', (data) => {
        if (this.delay > 0) setTimeout(() => near.write(data), this.delay)
        else near.write(data)
      })
    })
    return new Promise((resolve) => {
      this.server!.listen(from, '127.0.0.1', () => resolve((this.server!.address() as { port: number }).port))
    })
  }

  async cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server!.close(() => resolve()))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }
}

inBrowser('the page on a line that breaks', () => {
  const { visit, show, closing } = pages()
  const start = () => show([], { over: false })
  async function lineTo(port: () => number): Promise<{ line: Relay; url: string; port: number }> {
    const line = new Relay()
    const near = await line.open(0, port)
    closing(() => line.cut())
    return { line, url: `http://127.0.0.1:${near}/`, port: near }
  }
  const portOf = (dashboard: Dashboard) => Number(new URL(dashboard.url).port)
  async function look(url: string) {
    const { page, complaints } = await visit(url)
    // That the line is broken is all there is to complain of.
    closing(async () =>
      expect(complaints.splice(0).filter((text) => !/^Failed to load resource/.test(text))).toEqual([]),
    )
    return page
  }

  it('counts down, resumes, and has lost and doubled nothing', async () => {
    const dashboard = await start()
    const { line, url, port } = await lineTo(() => portOf(dashboard))
    const page = await look(`${url}${whole}`)
    const last = page.locator('.panel-overview input')
    for (let broken = 0; broken < 2; broken++) {
      dashboard.write(rows.slice(broken * 400, broken * 400 + 200))
      await expect.poll(() => last.getAttribute('max')).toBe(String(broken * 400 + 199))
      await line.cut()
      await expect.poll(() => chip(page)).toMatch(/^reconnecting in \d s$/)
      dashboard.write(rows.slice(broken * 400 + 200, broken * 400 + 400))
      await line.open(port, () => portOf(dashboard))
      await expect.poll(() => last.getAttribute('max')).toBe(String(broken * 400 + 399))
    }
    const times = (await savedValues(page)).slice(0, -7).map(({ time }) => Date.parse(time!))
    expect(times).toEqual(rows.slice(0, 800).map(({ observation }) => observation.time))
  })

  it('shows the delay when the connection lags', async () => {
    const dashboard = await start()
    const { line, url } = await lineTo(() => portOf(dashboard))
    const page = await look(url)
    dashboard.write(rows.slice(0, 100))
    await expect.poll(() => chip(page)).toBe('live')
    line.delay = 3200
    for (let at = 100; at < 150; at++) {
      dashboard.write(rows.slice(at, at + 1))
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    await expect.poll(() => chip(page)).toMatch(/^\d s behind$/)
  })

  it('starts afresh when the server restarts', async () => {
    let dashboard = await start()
    const { line, url, port } = await lineTo(() => portOf(dashboard))
    const page = await look(`${url}${whole}`)
    const last = page.locator('.panel-overview input')
    dashboard.write(rows.slice(0, 300))
    await expect.poll(() => last.getAttribute('max')).toBe('299')
    await line.cut()
    dashboard = await start()
    dashboard.write(rows.slice(500, 600))
    await line.open(port, () => portOf(dashboard))
    await expect.poll(() => last.getAttribute('max')).toBe('99')
    const times = (await savedValues(page)).slice(0, -7).map(({ time }) => Date.parse(time!))
    expect(times).toEqual(rows.slice(500, 600).map(({ observation }) => observation.time))
  })
})
