import { describe, expect, it } from 'vitest'
import { byteToShare } from '../../src/recording/byte.ts'
import { History } from '../../src/recording/history.ts'
import {
  differencesWide,
  insideBytes,
  insideWide,
  layoutOf,
  lowerAt,
  rowBytes,
  weightsAt,
} from '../../src/recording/layout.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const both = (bytes: number) => ({ rows: bytes, inside: bytes })
const rows = scoredWeather({ rows: 700, restarts: new Set([650]) })

describe('the history', () => {
  it('returns what was pushed: actual values exactly, forecasts relative to them in single precision', () => {
    const history = new History(both(1 << 24), 20_000)
    for (const row of rows) history.push(row)
    const layout = history.layout!
    const { first, times, restarts, exact, differences, insideFirst, inside } = history.stretch(640, 660)
    expect([first, insideFirst, restarts]).toEqual([640, 640, [650]])
    for (let i = 0; i < 20; i++) {
      const row = rows[640 + i]!
      const actual = row.observation.values[0]!
      const from = (numbers: Float64Array) => [...numbers].map((number) => Math.fround(number - actual))
      const at = i * differencesWide(layout)
      expect(times[i]).toBe(row.observation.time)
      expect([...exact.subarray(2 * i, 2 * i + 2)]).toEqual([actual, actual])
      expect([...differences.subarray(at, at + 7)]).toEqual(from(row.values))
      expect([...differences.subarray(at + lowerAt(layout, 1), at + lowerAt(layout, 1) + 7)]).toEqual(
        from(row.lower[1]!),
      )
      expect([...differences.subarray(at + lowerAt(layout, 1) + 7, at + lowerAt(layout, 1) + 14)]).toEqual(
        from(row.upper[1]!),
      )
      expect(inside[i * insideWide(layout)]).toBe(1)
      expect(byteToShare(inside[i * insideWide(layout) + weightsAt]!)).toBeCloseTo(row.inside!.weights[0]!, 2)
    }
  })

  it('stores forecasts relative to the first of them if nothing was observed, and to 0 without forecasts', () => {
    const history = new History(both(1 << 20), 100)
    const [row] = scoredWeather({ rows: 1, channels: 2, missing: new Set([0]) })
    const values = row!.values.map((_, i) => (i < 7 ? 1e9 + i / 8 : Number.NaN))
    history.push({ ...row!, values })
    const { exact, differences } = history.stretch(0, 1)
    expect([...exact]).toEqual([Number.NaN, Number.NaN, 1e9, 0])
    expect([...differences.subarray(0, 8)]).toEqual([0, 1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, Number.NaN])
  })

  it('keeps the last observations within its bytes, and the inside of the most recent ones', () => {
    const layout = layoutOf(rows[0]!)
    const history = new History(both(100 * rowBytes(layout) + 1), 20_000)
    for (const row of rows) {
      history.push(row)
      expect(history.end - history.first).toBeLessThanOrEqual(100)
    }
    expect([history.first, history.end]).toEqual([600, 700])
    const { times, restarts, insideFirst, inside } = history.stretch(600, 700)
    expect([...times]).toEqual(rows.slice(600).map(({ observation }) => observation.time))
    expect(restarts).toEqual([650])
    const kept = Math.min(100, Math.floor((100 * rowBytes(layout) + 1) / insideBytes(layout)))
    expect([insideFirst, inside.length]).toEqual([700 - kept, kept * insideWide(layout)])
    // A restart that has left is forgotten.
    for (const row of rows.slice(0, 60)) history.push(row)
    expect(history.stretch(history.first, history.end).restarts).toEqual([])
  })

  it('drops what was before when forecasts have other leads or levels', () => {
    const history = new History(both(1 << 20), 1000)
    for (const row of rows.slice(0, 50)) history.push(row)
    const { leads, levels } = rows[0]!
    for (const row of rows.slice(50, 60)) history.push({ ...row, levels: levels.slice(1), lower: row.lower.slice(1) })
    expect([history.first, history.end]).toEqual([50, 60])
    for (const row of rows.slice(60, 70)) history.push({ ...row, leads: leads.map((lead) => lead + 1) })
    expect([history.first, history.end, history.layout!.leads[0]]).toEqual([60, 70, 2])
    const { times, exact, insideFirst } = history.stretch(60, 70)
    expect([...times]).toEqual(rows.slice(60, 70).map(({ observation }) => observation.time))
    expect([exact[0], insideFirst]).toEqual([rows[60]!.observation.values[0], 60])
  })

  it('copies arrays that the next observation will overwrite', () => {
    const history = new History(both(1 << 20), 100)
    const [row] = scoredWeather({ rows: 1 })
    history.push(row!)
    const before = [...history.stretch(0, 1).inside]
    row!.values.fill(99)
    expect([...history.stretch(0, 1).inside]).toEqual(before)
    expect(history.stretch(0, 1).differences[0]).toBeLessThan(50)
  })

  it('makes room when the inside appears after the first observation', () => {
    const history = new History(both(1 << 20), 20_000)
    const late = scoredWeather({ rows: 40, restarts: new Set([7]) })
    late.forEach(({ inside, ...bare }, i) => {
      history.push(i < 10 || !inside ? bare : { ...bare, inside })
    })
    expect(history.layout!.experts).toEqual(['persistence', 'mean'])
    const { times, restarts, differences, insideFirst, inside } = history.stretch(0, 40)
    const wide = insideWide(history.layout!)
    expect([restarts, insideFirst, inside.length]).toEqual([[7], 10, 30 * wide])
    late.forEach(({ observation, values, inside: own }: ScoredData, i) => {
      expect(times[i]).toBe(observation.time)
      expect(differences[i * 35]).toBe(Math.fround(values[0]! - observation.values[0]!))
      if (i < 10) return
      expect(inside[(i - 10) * wide]).toBe(1)
      expect(byteToShare(inside[(i - 10) * wide + weightsAt]!)).toBeCloseTo(own!.weights[0]!, 2)
    })
  })

  it('marks the inside as unknown if a forecast lacks it', () => {
    const history = new History(both(1 << 20), 2)
    const [first, second, third] = scoredWeather({ rows: 3 })
    const { inside: _internals, ...bare } = third!
    history.push(first!)
    history.push(second!)
    history.push(bare)
    const { inside } = history.stretch(2, 3)
    expect([...inside]).toEqual(Array(inside.length).fill(0))
    expect(inside.length).toBeGreaterThan(100)
  })
})
