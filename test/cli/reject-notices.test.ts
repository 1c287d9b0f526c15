import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { RejectNotices } from '../../src/cli/reject-notices.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { finished, folderWith, start } from './command.ts'

const place = (line: number) => ({ file: 'a.csv', line })
const used = (line: number) => ({ time: line, values: [1], covariates: [], row: { place: place(line), raw: [] } })

/** What is said about rows in their order: true for those that can be used. */
function said(rows: readonly boolean[]) {
  const texts: string[] = []
  const notices = new RejectNotices((text) => texts.push(text))
  const ledger = new Ledger()
  notices.begin(ledger)
  for (const [i, good] of rows.entries())
    if (good) notices.used(used(i + 1))
    else ledger.reject({ place: place(i + 1), reason: 'broken', raw: [] })
  return texts
}
const rows = (count: number, good: boolean) => new Array<boolean>(count).fill(good)

describe('RejectNotices', () => {
  it('says it at once, again in growing steps, and when rows are used again', () => {
    expect(said([...rows(5, true), ...rows(124, false), ...rows(3, true), ...rows(10, false)])).toEqual([
      'a row could not be used: a.csv:6 broken',
      '10 rows in a row could not be used; the first: a.csv:6 broken',
      '100 rows in a row could not be used; the first: a.csv:6 broken',
      'rows are used again after 124 that could not be used',
      '10 rows in a row could not be used; the first: a.csv:133 broken',
    ])
    expect(said(rows(100_000, false))).toHaveLength(6)
  })

  it('says little about bad rows among good ones', () => {
    expect(said(Array.from({ length: 2000 }, (_, i) => i % 2 === 0))).toEqual([
      'a row could not be used: a.csv:2 broken',
      '10 rows so far could not be used; the last: a.csv:20 broken',
      '100 rows so far could not be used; the last: a.csv:200 broken',
      '1,000 rows so far could not be used; the last: a.csv:2000 broken',
    ])
  })

  it('does not take a row read before the rejects for one after them', () => {
    const texts: string[] = []
    const notices = new RejectNotices((text) => texts.push(text))
    const ledger = new Ledger()
    notices.begin(ledger)
    for (let line = 2; line < 12; line++) ledger.reject({ place: place(line), reason: 'broken', raw: [] })
    notices.used(used(1))
    expect(texts).toHaveLength(2)
    notices.used(used(12))
    expect(texts[2]).toBe('rows are used again after 10 that could not be used')
  })

  it('does not take rejects for a row of them if rows between were read but not yet forecast', () => {
    const texts: string[] = []
    const ledger = new Ledger()
    new RejectNotices((text) => texts.push(text)).begin(ledger)
    for (let line = 1; line <= 120; line++)
      if (line % 10 > 0) ledger.accept(false)
      else ledger.reject({ place: place(line), reason: 'broken', raw: [] })
    expect(texts).toEqual([
      'a row could not be used: a.csv:10 broken',
      '10 rows so far could not be used; the last: a.csv:100 broken',
    ])
  })

  it('reports them on standard error while a live run goes on', async () => {
    const folder = folderWith({
      'live.yaml':
        "source: { ndjson: '-' }\nsteps: [{ forecast: { horizon: 1, season: none, cadence: 1d, experts: [persistence] } }]\nsinks: [stdout]\n",
    })
    const child = start(['run', 'live.yaml', '--quiet'], folder)
    const end = finished(child)
    const errors = createInterface({ input: child.stderr })
    const said: string[] = []
    errors.on('line', (line) => said.push(line))
    const line = (day: number) => `${JSON.stringify({ time: `2024-01-0${day}`, value: 1 })}\n`
    child.stdin.write(line(1))
    for (let i = 0; i < 12; i++) child.stdin.write('{"time": broken\n')
    await expect.poll(() => said.length).toBe(2)
    expect(said[0]).toMatch(/^note a row could not be used: -:2 expected a JSON object/)
    expect(said[1]).toMatch(/^note 10 rows in a row could not be used; the first: -:2 /)
    child.stdin.write(line(2))
    await once(errors, 'line')
    expect(said[2]).toBe('note rows are used again after 12 that could not be used')
    child.stdin.end()
    await end
  })
})
