import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { inBrowser, pages } from './pages.ts'
import { chip, drawn } from './visit.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

inBrowser('the command line with a dashboard', () => {
  const { visit } = pages()
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-watched-'))
  const children: ChildProcess[] = []
  afterAll(async () => {
    for (const child of children) child.kill()
    rmSync(folder, { recursive: true })
  })
  function start(...args: string[]) {
    const child = spawn(process.execPath, [join(root, 'dist/cli/rxcast.js'), ...args], { cwd: folder })
    children.push(child)
    let said = ''
    child.stderr.on('data', (data) => {
      said += data
    })
    child.stdout.on('data', (data) => {
      said += data
    })
    return { child, said: () => said }
  }
  const urlIn = (text: string) => /http:\/\/127\.0\.0\.1:\d+\//.exec(text)?.[0]

  it('shows the run while it lasts, keeps the summary, and leaves a report that opens from disk', async () => {
    writeFileSync(
      join(folder, 'weather.yaml'),
      `source: { csv: { path: "-", time: date, target: temp_max } }
steps: [inOrder, fillGaps: 1d, forecast: { horizon: 3, season: 1y }, score: { from: 2013-01-01 }]
sinks: [report: weather.html]
`,
    )
    const lines = readFileSync(join(root, 'data/seattle-weather.csv'), 'utf8').split(/(?<=\n)/)
    const { child, said } = start('run', 'weather.yaml', '--dashboard', '0')
    child.stdin.write(lines.slice(0, 500).join(''))
    await expect.poll(() => urlIn(said())).toBeDefined()
    const { page } = await visit(urlIn(said())!)
    await expect.poll(() => chip(page)).toBe('live')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    const observations = async () =>
      Number.parseInt((await page.locator('.sentence').textContent())!.replace(',', ''), 10)
    const before = await observations()
    child.stdin.write(lines.slice(500, 1000).join(''))
    await expect.poll(observations).toBeGreaterThan(before)
    child.stdin.end(lines.slice(1000).join(''))
    await expect.poll(() => chip(page)).toBe('ended')
    expect(await page.locator('.sentence').textContent()).toBe('1,461 rows, Sun 1 Jan 2012 to Thu 31 Dec 2015')
    const skill = await page.locator('b.skill').textContent()
    expect(skill).toMatch(/^\+\d+\.\d %$/)
    for (const panel of ['weights', 'cell']) {
      await page.locator(`.panel-${panel}`).scrollIntoViewIfNeeded()
      await expect.poll(() => drawn(page, `.panel-${panel}`), { message: panel }).toBeGreaterThan(0.05)
    }

    await page.context().close()

    // What the page said is what the command line prints.
    await expect.poll(said).toContain('Ctrl-C')
    expect(said()).toContain(skill!.replace(/^\+| %$/g, ''))
    child.kill('SIGINT')
    await expect.poll(() => child.exitCode).toBe(0)

    const report = join(folder, 'weather.html')
    expect(existsSync(report)).toBe(true)
    const opened = await visit(pathToFileURL(report).href)
    await expect.poll(() => opened.page.locator('b.skill').textContent()).toBe(skill)
    await expect.poll(() => drawn(opened.page, '.panel-forecast')).toBeGreaterThan(0.005)
  })

  it('shows finished runs', async () => {
    const { child, said } = start('dashboard', '.', '--port', '0')
    await expect.poll(() => urlIn(said())).toBeDefined()
    const { page } = await visit(urlIn(said())!)
    await expect.poll(() => page.locator('h1').textContent()).toBe('weather')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    child.kill('SIGINT')
  })
})
