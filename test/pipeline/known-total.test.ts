import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const days = 60
const horizon = 3
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
const shops = ['a', 'bb', 'ccc']
const sold = (i: number, shop: string, promo: number) => 10 * shop.length + 3 * (i % 7) + 12 * promo + ((i * 31) % 5)

/** Runs three shops and their total; promotions are other ones from a day on. */
async function sales(otherFrom = days + horizon) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-known-total-'))
  const lines = ['date,shop,sold,promo']
  for (let i = 0; i < days + horizon; i++)
    for (const shop of shops) {
      const promo = Number((i * 7919 + shop.length) % 5 < 2)
      const shown = i < otherFrom ? promo : 1 - promo
      lines.push(`${day(i)},${shop},${i < days ? sold(i, shop, promo) : ''},${shown}`)
    }
  writeFileSync(join(folder, 'sales.csv'), `${lines.join('\n')}\n`)
  const csv = { path: 'sales.csv', time: 'date', target: 'sold', by: 'shop', known: ['promo'] }
  const forecast = { horizon, season: 7, experts: ['persistence', 'seasonalNaive'], min: 0, integer: true }
  const tree = {
    source: { csv },
    total: true,
    cadence: '1d',
    steps: [{ forecast }, 'score'],
    sinks: [{ ndjson: 'out.ndjson' }],
  }
  const outcome = await runPipeline(definePipeline(tree, { name: 'shops', folder }))
  const rows = readFileSync(join(folder, 'out.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { shop: string; origin: string; forecast: number[] })
  return { outcome, rows }
}

it('forecasts with columns known ahead add up to the total, and use nothing from after their targets', async () => {
  const { outcome, rows } = await sales()
  const origins = new Set(rows.map(({ origin }) => origin))
  expect(origins.size).toBe(days)
  for (const one of origins) {
    const of = rows.filter(({ origin }) => origin === one)
    const parts = of.filter(({ shop }) => shop !== 'total')
    const sums = Array.from({ length: horizon }, (_, h) => parts.reduce((sum, { forecast }) => sum + forecast[h]!, 0))
    expect(of.find(({ shop }) => shop === 'total')!.forecast).toEqual(sums)
  }
  expect(outcome.worth.map(({ from, without }) => [from, without.length])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
  ])
  const changed = 40
  const other = await sales(changed)
  const before = (all: typeof rows) => all.filter(({ origin }) => origin < day(changed - horizon))
  expect(before(other.rows)).toEqual(before(rows))
  expect(other.rows).not.toEqual(rows)
})
