import { describe, expect, it } from 'vitest'
import { ago } from '../../../dashboards/words/ago.ts'
import { standing } from '../../../dashboards/words/standing.ts'
import type { Arrivals, Status } from '../../../src/recording/wire.ts'

const arrivals: Arrivals = { lastRow: 5000, lastUsed: 5000, lateAt: 15_000, rejectedInRow: 0, reason: null }
const status = (more: Partial<Status> = {}): Status => ({
  state: 'live',
  observations: 1234,
  fraction: null,
  rows: null,
  scores: null,
  notes: [],
  problem: null,
  arrivals,
  ...more,
})
const said = (more: Partial<Status>, now: number, view = { follow: true, speed: 0, head: null as number | null }) => {
  const { name, word, sentence, aloud } = standing({ name: 'open' }, status(more), view, 0, now)
  return [name, word, sentence, aloud]
}

describe('the standing of a live run', () => {
  it('shows the ages of the last row and of the last checkpoint', () => {
    expect(said({}, 7900)).toEqual(['live', 'live', '1,234 observations · last row 2 s ago', undefined])
    expect(said({ checkpoint: { at: 1000, problem: null } }, 7900)[2]).toBe(
      '1,234 observations · last row 2 s ago · last checkpoint 6 s ago',
    )
    expect(said({}, Number.NaN)[2]).toBe('1,234 observations')
  })

  it('says that rows have stopped, and for how long; aloud without the seconds', () => {
    expect(said({}, 45_000)).toEqual([
      'silent',
      'no row for 40 s',
      'The last row came 40 s ago; before, rows came more often. 1,234 observations',
      'rows have stopped',
    ])
  })

  it('says that rows are rejected, why, and when one could be used', () => {
    const rejectedInRow = {
      ...arrivals,
      lastRow: 9000,
      rejectedInRow: 124,
      reason: 'a.csv:7 value: expected a number, got "x"',
    }
    expect(said({ arrivals: rejectedInRow }, 130_000).slice(0, 3)).toEqual([
      'rejected',
      'rows rejected',
      'The last 124 rows could not be used: a.csv:7 value: expected a number, got "x". The last good row came 2 min ago.',
    ])
    const first = { ...rejectedInRow, lastUsed: null, lateAt: null }
    expect(said({ state: 'waiting', arrivals: first }, 9000)[2]).toMatch(/No row could be used yet\.$/)
  })

  it('says that there is no broker, before everything that follows from that', () => {
    const worker = { group: 'g', partitions: 1, connected: false, joined: true, tasks: [], shows: [] }
    expect(said({ worker }, 45_000).slice(0, 3)).toEqual([
      'silent',
      'no broker',
      'The worker waits until the broker can be reached. 1,234 observations · last row 40 s ago',
    ])
    expect(said({ worker: { ...worker, connected: true } }, 7900)[0]).toBe('live')
  })

  it('says that a checkpoint failed', () => {
    expect(said({ checkpoint: { at: 1000, problem: 'state/: no space left' } }, 9000).slice(0, 3)).toEqual([
      'unsaved',
      'checkpoint failed',
      'state/: no space left. The last one is 8 s old.',
    ])
  })

  it('says so too if the view is paused, but not of a run that is over', () => {
    const paused = { follow: false, speed: 0, head: null }
    expect(said({}, 45_000, paused)[0]).toBe('silent')
    expect(said({}, 6000, paused)[0]).toBe('paused')
    expect(said({ state: 'ended' }, 45_000)[0]).toBe('ended')
    expect(said({ state: 'interrupted' }, 45_000)[0]).toBe('interrupted')
  })
})

describe('an age', () => {
  it('is in its largest unit of which there are two', () => {
    expect([-5, 999, 119_999, 120_000, 7_199_999, 7_200_000, 172_800_000].map(ago)).toEqual([
      '0 s',
      '0 s',
      '119 s',
      '2 min',
      '119 min',
      '2 h',
      '2 d',
    ])
  })
})
