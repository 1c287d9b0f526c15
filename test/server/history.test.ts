import { describe, expect, it } from 'vitest'
import type { Scored } from '../../src/series/scored.ts'
import { byteToShare } from '../../src/server/byte.ts'
import { History } from '../../src/server/history.ts'
import { bytesWide, lowerAt, numbersWide, weightsAt } from '../../src/server/layout.ts'
import { scoredWeather } from './scored-weather.ts'

const rows = scoredWeather({ rows: 700, restarts: new Set([650]) })

describe('the history', () => {
  it('gives back what was pushed, in single precision', () => {
    const history = new History(1 << 24, 20_000)
    for (const row of rows) history.push(row)
    const layout = history.layout!
    const { first, times, numbers, bytes } = history.stretch(640, 660)
    expect(first).toBe(640)
    for (let i = 0; i < 20; i++) {
      const row = rows[640 + i]!
      const at = i * numbersWide(layout)
      expect(times[i]).toBe(row.observation.time)
      expect(numbers[at]).toBe(Math.fround(row.observation.values[0]!))
      expect([...numbers.subarray(at + 1, at + 8)]).toEqual([...row.values].map(Math.fround))
      expect([...numbers.subarray(at + lowerAt(layout, 1), at + lowerAt(layout, 1) + 7)]).toEqual(
        [...row.lower[1]!].map(Math.fround),
      )
      expect([...numbers.subarray(at + lowerAt(layout, 1) + 7, at + lowerAt(layout, 1) + 14)]).toEqual(
        [...row.upper[1]!].map(Math.fround),
      )
      const flags = bytes[i * bytesWide(layout)]!
      expect(flags).toBe(row.observation.restart ? 3 : 2)
      expect(byteToShare(bytes[i * bytesWide(layout) + weightsAt]!)).toBeCloseTo(row.inside!.weights[0]!, 2)
    }
  })

  it('keeps the last observations within its bytes, whatever comes', () => {
    const size = 8 + 4 * 36 + (1 + 14 + 96)
    const history = new History(100 * size + 1, 20_000)
    for (const row of rows) {
      history.push(row)
      expect(history.end - history.first).toBeLessThanOrEqual(100)
    }
    expect([history.first, history.end]).toEqual([600, 700])
    expect([...history.stretch(600, 700).times]).toEqual(rows.slice(600).map(({ observation }) => observation.time))
  })

  it('copies what the next observation will overwrite', () => {
    const history = new History(1 << 20, 100)
    const [row] = scoredWeather({ rows: 1 })
    history.push(row!)
    const before = [...history.stretch(0, 1).bytes]
    row!.inside!.weights.fill(0.5)
    row!.values.fill(99)
    expect([...history.stretch(0, 1).bytes]).toEqual(before)
    expect(history.stretch(0, 1).numbers[1]).not.toBe(99)
  })

  it('makes room when the inside comes to be known later than the first observation', () => {
    const history = new History(1 << 20, 20_000)
    const late = scoredWeather({ rows: 40, restarts: new Set([7]) })
    late.forEach(({ inside, ...bare }, i) => {
      history.push(i < 10 || !inside ? bare : { ...bare, inside })
    })
    expect(history.layout!.experts).toEqual(['persistence', 'mean'])
    const { times, numbers, bytes } = history.stretch(0, 40)
    const wide = bytesWide(history.layout!)
    late.forEach(({ observation, values, inside }: Scored, i) => {
      expect(times[i]).toBe(observation.time)
      expect(numbers[i * 36 + 1]).toBe(Math.fround(values[0]!))
      expect(bytes[i * wide]).toBe((observation.restart ? 1 : 0) | (i < 10 ? 0 : 2))
      expect(byteToShare(bytes[i * wide + weightsAt]!)).toBeCloseTo(i < 10 ? 0 : inside!.weights[0]!, 2)
    })
  })

  it('shows what is inside as unknown where a forecast does not say', () => {
    const history = new History(1 << 20, 2)
    const [first, second, third] = scoredWeather({ rows: 3 })
    const { inside: _inside, ...bare } = third!
    history.push(first!)
    history.push(second!)
    history.push(bare)
    const { bytes } = history.stretch(2, 3)
    expect([...bytes]).toEqual(Array(bytes.length).fill(0))
  })
})
