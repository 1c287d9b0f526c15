import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
const promo = (i: number) => ((i * 7919) % 11 < 3 ? 1 : 0)
const sold = (i: number, shop = 0) => 20 + 5 * (i % 7) + 9 * promo(i) + ((i * 31 + shop * 17) % 5)

/** A file with targets up to a day, and rows of the future after it. */
function file(targets: number, rows: number, shops = 1): string {
  const lines = ['date,shop,sold,promo']
  for (let i = 0; i < rows; i++)
    for (let shop = 0; shop < shops; shop++)
      lines.push(`${day(i)},${shop},${i < targets ? sold(i, shop) : ''},${promo(i)}`)
  return `${lines.join('\n')}\n`
}

/** Runs a pipeline over a text; returns the forecasts as CSV and the account of rows. */
async function run(text: string, { folder = newFolder(), source = {}, ...settings }: Record<string, unknown> = {}) {
  const at = folder as string
  writeFileSync(join(at, 'in.csv'), text)
  const csv = { path: 'in.csv', time: 'date', target: 'sold', known: 'promo', ...(source as object) }
  const tree = {
    source: { csv },
    cadence: '1d',
    ...settings,
    steps: [{ forecast: { horizon: 3, season: '1w', experts: ['persistence', 'seasonalNaive', 'holtWinters'] } }],
    sinks: [{ csv: 'out.csv' }],
  }
  const { rows, next } = await runPipeline(definePipeline(tree, { name: 'law', folder: at }))
  return { out: readFileSync(join(at, 'out.csv'), 'utf8'), rows, next }
}

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-known-'))
  mkdirSync(join(folder, 'state'))
  return folder
}

/** The forecasts made up to a day, in the order of the file. */
const until = (out: string, last: number) =>
  out.split('\n').filter((line) => (line.split(',')[1] ?? '') <= `${day(last)}T99`)

describe('columns known ahead', () => {
  it('are read from rows after the last target, which are never forecast from', async () => {
    const { rows, next } = await run(file(60, 65))
    expect(rows).toMatchObject({ rows: 65, accepted: 65, imputed: 0, future: 5 })
    expect(next[0]!.origin).toBe(Date.parse(day(59)))
  })

  it('have next week go on from a checkpoint with the same bytes as without one', async () => {
    const folder = newFolder()
    const kept = { folder, checkpoint: 'state' }
    await run(file(60, 65), kept)
    const { out, rows } = await run(file(63, 70), kept)
    const whole = await run(file(63, 70))
    expect(out).toBe(whole.out)
    expect(rows).toEqual(whole.rows)
  })

  it('go on likewise from any checkpoint, sorted and by key', async () => {
    for (const source of [{ by: 'shop' }, { sort: true }, { by: 'shop', sort: true }]) {
      const shops = 'by' in source ? 3 : 1
      const kept = { folder: newFolder(), checkpoint: { dir: 'state', every: 7 }, source }
      await run(file(40, 44, shops), kept)
      const { out } = await run(file(45, 50, shops), kept)
      expect(out).toBe((await run(file(45, 50, shops), { source })).out)
    }
  })

  it('change nothing before they could be known: later targets and later issues', async () => {
    const issues = (targets: number, change: number) => {
      const lines = ['date,run,sold,promo']
      for (let i = 0; i < 40; i++) {
        lines.push(`${day(i)},${day(i)},${i < targets ? sold(i) : sold(i) + 50 * change},${promo(i)}`)
        for (let lead = 1; lead <= 3; lead++)
          lines.push(`${day(i + lead)},${day(i)},,${promo(i + lead) + (i >= targets ? change : 0)}`)
      }
      return `${lines.join('\n')}\n`
    }
    const source = { issued: 'run' }
    const [a, b] = [await run(issues(30, 0), { source }), await run(issues(30, 1), { source })]
    expect(until(b!.out, 29)).toEqual(until(a!.out, 29))
    expect(b!.out).not.toBe(a!.out)
  })

  it('do not depend on the order of the issues in the file', async () => {
    const rows: [time: number, run: number, line: string][] = []
    for (let i = 0; i < 40; i++) {
      rows.push([i, i, `${day(i)},${day(i)},${sold(i)},${promo(i)}`])
      for (let lead = 1; lead <= 3; lead++) rows.push([i + lead, i, `${day(i + lead)},${day(i)},,${promo(i + lead)}`])
    }
    const text = (sorted: typeof rows) => `date,run,sold,promo\n${sorted.map(([, , line]) => line).join('\n')}\n`
    const byIssue = await run(text([...rows]), { source: { issued: 'run' } })
    const byTime = await run(text([...rows].sort(([a, c], [b, d]) => a - b || d - c)), { source: { issued: 'run' } })
    expect(byTime.out).toBe(byIssue.out)
  })

  it('give the same bytes in threads', async () => {
    const source = { by: 'shop' }
    const one = await run(file(40, 44, 4), { source })
    const two = await run(file(40, 44, 4), { source, threads: 2 })
    expect(two.out).toBe(one.out)
  })
})
