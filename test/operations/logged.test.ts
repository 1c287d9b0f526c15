import { expect, it } from 'vitest'
import { logged } from '../../src/operations/logged.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Scored } from '../../src/series/scored.ts'

const names = { series: ['load'], by: ['site'] }

/** What is logged of rejects at these times, in seconds. */
function rejectsAt(seconds: readonly number[]): unknown[][] {
  const lines: unknown[][] = []
  let now = 0
  const log = (event: string, fields: object = {}) => {
    const { rejected, unlogged } = fields as Record<string, number>
    lines.push([now / 1000, event, rejected, unlogged])
  }
  const ledger = new Ledger()
  logged({ info: log, warn: log, error: log }, () => now, names).begin?.(ledger)
  for (const second of seconds) {
    now = 1000 * second
    ledger.reject({ place: { file: 'a.csv', line: 2 }, reason: 'expected a number, got "x"', raw: [] })
  }
  return lines
}

it('rejects are logged at once, then at intervals that grow to a minute', () => {
  const all = Array.from({ length: 200 }, (_, second) => second)
  const lines = rejectsAt(all)
  expect(lines.map(([second]) => second)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183])
  expect(lines[3]).toEqual([7, 'reject', 8, 3])
  // Each reject is either a line or counted by one.
  const last = lines.at(-1) as number[]
  expect(lines.reduce((sum, [, , , unlogged]) => sum + 1 + (unlogged as number), 0)).toBe(last[2])
})

it('a reject after a long pause is logged at once', () => {
  expect(rejectsAt([0, 0.1, 500, 500.5, 501.1]).map(([second]) => second)).toEqual([0, 500, 501.1])
})

it('a reject is logged with its place, kind and text, and a checkpoint with its size', () => {
  const lines: unknown[] = []
  const log = (event: string, fields: object = {}) => lines.push([event, fields])
  const ledger = new Ledger()
  ledger.accept(false)
  const onlooker = logged({ info: log, warn: log, error: log }, () => 0, names)
  onlooker.begin?.(ledger)
  ledger.reject({ place: { file: 'a.csv', line: 7 }, column: 'v', reason: 'expected a number, got "x"', raw: ['x'] })
  onlooker.checkpointed?.({ rows: 2, bytes: 100, ms: 3 })
  onlooker.checkpointed?.(new Error('disk full'))
  expect(lines).toEqual([
    ['restored', { rows: expect.objectContaining({ accepted: 1 }) }],
    [
      'reject',
      {
        kind: 'number',
        file: 'a.csv',
        line: 7,
        column: 'v',
        reason: 'expected a number, got "x"',
        message: 'a.csv:7 v: expected a number, got "x"',
        rejected: 1,
        unlogged: 0,
      },
    ],
    ['checkpoint', { rows: 2, bytes: 100, ms: 3 }],
    ['checkpoint_failed', { message: 'disk full' }],
  ])
})

it('events are logged by their kind, with the names of the series and the time of the data', () => {
  const lines: unknown[] = []
  const at = (level: string) => (event: string, fields?: object) => lines.push([level, event, fields])
  const { happened, write } = logged({ info: at('info'), warn: at('warn'), error: at('error') }, () => 0, names)
  const anomaly = { kind: 'anomaly', time: 0, key: ['a'], channel: 0, reason: 'far off', rarity: 0.0005 } as const
  write?.([{ events: [anomaly] }, {}] as unknown as Scored[])
  happened?.({ kind: 'recovered', of: 'stale', time: 86_400_000, since: 0, clock: true, reason: 'rows again' })
  expect(lines).toEqual([
    [
      'warn',
      'anomaly',
      { key: { site: 'a' }, series: 'load', at: '1970-01-01T00:00:00.000Z', rarity: 0.0005, reason: 'far off' },
    ],
    [
      'info',
      'recovered',
      {
        of: 'stale',
        at: '1970-01-02T00:00:00.000Z',
        since: '1970-01-01T00:00:00.000Z',
        clock: true,
        reason: 'rows again',
      },
    ],
  ])
})
