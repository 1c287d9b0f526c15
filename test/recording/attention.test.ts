import { describe, expect, it } from 'vitest'
import { Attention } from '../../src/recording/attention.ts'
import type { SeriesEvent } from '../../src/series/event.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Numbers about 0 with a deviation of 1, of which one in 20 is outside −2 … 2. */
function noise(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6)
}

interface Change {
  readonly level?: number
  readonly size?: number
  readonly events?: readonly SeriesEvent[]
}

/** A series that is forecast as 0 with an interval of two deviations. */
function series(seed = 1) {
  const attention = new Attention()
  const next = noise(seed)
  const push = (rows: number, { level = 0, size = 1, events = [] }: Change = {}) => {
    for (let i = 0; i < rows; i++) {
      const value = level + size * next()
      attention.push({ value, residual: value, lower: -1.96, upper: 1.96, level: 0.95, events: i === 0 ? events : [] })
    }
    return attention.standing
  }
  return { attention, push }
}

const event = (kind: SeriesEvent['kind'], reason: string): SeriesEvent => ({ kind, time: 0, reason })

describe('Attention', () => {
  it('leaves alone what is as promised: of fifty series over 500 rows, few ever need attention, and briefly', () => {
    let alarms = 0
    for (let seed = 1; seed <= 50; seed++) {
      const { push } = series(seed)
      for (let row = 0; row < 500; row++) if (push(1).attention > 0) alarms++
    }
    expect(alarms).toBeLessThan(50)
  })

  it('takes no new series for broken, even if it misses at first', () => {
    const { push } = series()
    for (let row = 0; row < 30; row++) expect(push(1, { level: 4 })).toEqual({ state: 'new', attention: 0, why: '' })
  })

  it('counts the misses of the last 50 values, and says when they are too many', () => {
    const { attention, push } = series()
    push(200)
    expect(attention.misses).toBeLessThan(0.12)
    const { state, why } = push(12, { size: 4 })
    expect(state).toBe('worse')
    expect(why).toMatch(
      /^(\d+ of the last 50 values are outside the 95 % interval, which promises 2\.5|its last errors)/,
    )
    expect(attention.misses).toBeGreaterThan(0.12)
  })

  it('stays with what it says: a state ends some time after its cause', () => {
    const { push } = series()
    push(200)
    push(12, { size: 5 })
    const states: string[] = []
    for (let row = 0; row < 60; row++) states.push(push(1).state)
    const changes = states.filter((state, i) => i > 0 && state !== states[i - 1])
    expect(states[0]).toBe('worse')
    expect(states.at(-1)).toBe('fine')
    expect(changes.length).toBeLessThanOrEqual(2)
  })

  it('takes a value for an anomaly if an event says so, until it has ended', () => {
    const { attention, push } = series()
    push(100)
    const { attention: least, state } = push(1, { level: 30 })
    expect([state, least]).toEqual(['fine', 0])
    const found = push(1, { events: [{ ...event('anomaly', 'far off'), rarity: 0.0005 }] })
    expect(found).toMatchObject({ state: 'anomaly', why: 'far off' })
    expect(push(2)).toMatchObject({ state: 'anomaly', why: 'far off, 2 rows ago' })
    const rarer = new Attention()
    restore(rarer, snapshot(attention))
    rarer.happened({ ...event('anomaly', 'farther off'), rarity: 1e-5 })
    expect(rarer.standing.attention).toBeGreaterThan(found.attention)
    push(1, { events: [{ ...event('recovered', 'as forecast'), of: 'anomaly' }] })
    expect(attention.standing).toEqual({ state: 'fine', attention: 0, why: '' })
  })

  it('ranks no slow product that sells a piece now and then', () => {
    const attention = new Attention()
    const ranks = Array.from({ length: 300 }, (_, row) => {
      const value = row % 40 === 39 ? 1 : 0
      attention.push({ value, residual: value, lower: 0, upper: 0, level: 0.95, events: [] })
      return attention.standing.attention
    })
    expect(Math.max(...ranks)).toBe(0)
  })

  it('says what the events say, for as long as they hold', () => {
    const { attention, push } = series()
    push(100)
    const drift = push(1, { events: [event('drift', 'its unit has changed')] })
    expect(drift).toMatchObject({ state: 'drift', why: 'its unit has changed' })
    expect(push(20).attention).toBeLessThan(drift.attention)
    expect(push(20).state).toBe('fine')
    attention.happened(event('alert', 'above 30 within 1 day, with 84 %'))
    expect(push(0)).toMatchObject({ state: 'alert', why: 'above 30 within 1 day, with 84 %' })
    expect(push(40)).toMatchObject({ state: 'alert', why: 'above 30 within 1 day, with 84 %, 40 rows ago' })
    attention.happened({ ...event('recovered', 'as forecast again'), of: 'anomaly' })
    expect(push(1).state).toBe('alert')
    const { time: since } = event('alert', '')
    attention.happened({ ...event('alert', 'below 0'), time: since + 1 })
    attention.happened({ ...event('recovered', 'no longer'), of: 'alert', since: since + 1 })
    expect(push(1).state).toBe('alert')
    attention.happened({ ...event('recovered', 'no longer'), of: 'alert', since })
    expect(push(1).state).toBe('fine')
    expect(attention.events).toBe(6)
  })

  it('puts the larger errors first among series in the same state', () => {
    const at = (size: number) => {
      const { push } = series()
      push(100)
      return push(8, { size, events: [event('drift', 'changed')] }).attention
    }
    expect(at(6)).toBeGreaterThan(at(1))
  })

  it('takes a value that hangs for stale', () => {
    const { attention, push } = series()
    push(100)
    for (let row = 0; row < 12; row++)
      attention.push({ value: 0.5, residual: 0.5, lower: -2, upper: 2, level: 0.95, events: [] })
    expect(attention.standing).toMatchObject({
      state: 'stale',
      why: '0.5 for 12 rows in a row; before, for 1 at most',
    })
  })

  it('judges nothing without intervals and forecasts', () => {
    const attention = new Attention()
    for (let row = 0; row < 100; row++)
      attention.push({
        value: row,
        residual: Number.NaN,
        lower: Number.NaN,
        upper: Number.NaN,
        level: Number.NaN,
        events: [],
      })
    expect(attention.standing).toEqual({ state: 'fine', attention: 0, why: '' })
    expect(attention.misses).toBe(0)
  })

  it('goes on from its state as if it had not stopped', () => {
    const [a, b] = [series(7), series(7)]
    a.push(120, { events: [event('alert', 'above')] })
    b.push(120, { events: [event('alert', 'above')] })
    const restored = new Attention()
    restore(restored, snapshot(a.attention))
    const judged = { value: 9, residual: 9, lower: -2, upper: 2, level: 0.95, events: [] }
    for (let row = 0; row < 20; row++) {
      restored.push(judged)
      b.attention.push(judged)
    }
    expect(snapshot(restored)).toEqual(snapshot(b.attention))
    expect(restored.standing).toEqual(b.attention.standing)
  })
})
