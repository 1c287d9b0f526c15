import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { run } from '../../src/run/run.ts'
import type { Ledger } from '../../src/series/ledger.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { readCsv } from '../../src/sources/csv.ts'
import type { CsvOptions } from '../../src/sources/csv-text.ts'

const operators = (ledger: Ledger) =>
  chain(
    inOrder({}, { ledger }),
    fillGaps('1d', { ledger }),
    forecast({ horizon: 2, season: 7, intervals: [0.8] }),
    score(),
  )

/** Two stores and two items; each has rows of its own, and some are bad. */
const sales = () => {
  const rows = ['date,store,item,sales']
  for (let day = 1; day <= 28; day++)
    for (const [store, item] of ['1a', '1b', '2a', '2b']) {
      if (day % 9 === 4 && store === '2') continue
      const value = day === 11 && item === 'b' ? 'x' : (day * 7 * Number(store) + item!.charCodeAt(0)) % 13
      rows.push(`2024-02-${String(day).padStart(2, '0')},${store},${item},${value}`)
      if (day === 20) rows.push(rows.at(-1)!)
    }
  return `${rows.join('\n')}\n`
}

async function ran(options: Partial<CsvOptions>, text = sales()) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-by-'))
  writeFileSync(join(folder, 'sales.csv'), text)
  const outcome = await run({
    name: 'sales',
    folder,
    source: readCsv({ path: 'sales.csv', time: 'date', target: 'sales', ...options }),
    operators,
    sinks: [writeCsv('out.csv'), writeNdjson('out.ndjson')],
  })
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { outcome, read, lines: read('out.csv').trimEnd().split('\n') }
}

describe('run with by', () => {
  it('forecasts each series as a run of it alone does, byte for byte', async () => {
    const { lines, outcome } = await ran({ by: ['store', 'item'] })
    expect(lines[0]).toMatch(/^store,item,series,origin,/)
    expect(outcome.by).toEqual(['store', 'item'])
    for (const [store, item] of ['1a', '1b', '2a', '2b']) {
      const alone = await ran({ where: { store: Number(store), item: item! } })
      const key = `${store},${item},`
      expect(lines.filter((line) => line.startsWith(key)).map((line) => line.slice(key.length))).toEqual(
        alone.lines.slice(1),
      )
      const keyed = outcome.keyed.find(({ key: [a, b] }) => a === store && b === item)
      expect(JSON.stringify(keyed?.scores)).toBe(JSON.stringify(alone.outcome.scores))
      expect(alone.outcome.rows.leftOut!.where).toBeGreaterThan(70)
    }
  })

  it('writes forecasts in the order of the rows, and accounts for all rows together', async () => {
    const { lines, outcome, read } = await ran({ by: 'item' })
    expect(lines[1]).toMatch(/^a,sales,2024-02-01/)
    expect(lines[3]).toMatch(/^b,sales,2024-02-01/)
    const { rows, accepted, imputed, rejected, skipped } = outcome.rows
    expect(rows).toBe(sales().trimEnd().split('\n').length - 1)
    expect(rows).toBe(accepted + imputed + rejected + skipped)
    expect(JSON.parse(read('out.csv.rejects.ndjson').split('\n')[0]!).raw).toEqual(['2024-02-11', '1', 'b', 'x'])
    expect(read('out.ndjson')).toMatch(/^{"item":"a","series":"sales",/)
  })

  it('returns what comes next for each series, and the scores over all of them', async () => {
    const { outcome } = await ran({ by: ['store', 'item'] })
    expect(outcome.next.map(({ key, origin }) => [key?.join(''), new Date(origin).getUTCDate()])).toEqual([
      ['1a', 28],
      ['1b', 28],
      ['2a', 28],
      ['2b', 28],
    ])
    const counts = outcome.keyed.map(({ scores }) => scores!.count[0]!)
    expect(outcome.scores?.count[0]).toBe(counts.reduce((sum, count) => sum + count))
    expect(outcome.notes.join()).not.toMatch(/weights at the end/)
  })

  it('returns what comes next without by, too', async () => {
    const { outcome } = await ran({ where: { store: 1, item: 'a' } })
    expect([outcome.by, outcome.keyed]).toEqual([[], []])
    expect(outcome.next).toHaveLength(1)
    expect(outcome.next[0]).toMatchObject({ key: undefined, leads: [1, 2] })
    expect(outcome.next[0]!.times.map((time) => new Date(time).toISOString().slice(0, 10))).toEqual([
      '2024-02-29',
      '2024-03-01',
    ])
  })
})
