import { describe, expect, it } from 'vitest'
import { InputEdges } from '../../src/resample/input-edges.ts'
import { Windows } from '../../src/resample/windows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { resampler } from './counted.ts'

const hourMs = 3_600_000
const at = (text: string) => Date.parse(`${text}Z`)
const days = new Windows('1d')
const hours = (from: string, count: number, each = 1) =>
  Array.from({ length: count }, (_, i) => at(from) + i * each * hourMs)

/** Days that are left out, of readings at these times. */
const cut = (times: readonly number[], sums = true) => {
  const edges = new InputEdges(sums, false)
  for (const time of times) edges.see(days.at(time)!, time)
  const begins = [...new Set(times.map((time) => days.at(time)!.begin))]
  const out = begins.filter((begin) => {
    const span = days.at(begin)!
    return edges.isCutAtBegin(span, true) || edges.isCutAtEnd(span)
  })
  return out.map((begin) => new Date(begin).toISOString().slice(0, 10))
}

describe('InputEdges', () => {
  it('finds days that are cut off, of readings at regular times', () => {
    expect(cut(hours('2024-01-01T00:00', 96))).toEqual([])
    expect(cut(hours('2024-01-01T00:30', 96))).toEqual([])
    expect(cut(hours('2024-01-01T01:00', 95))).toEqual(['2024-01-01'])
    expect(cut(hours('2024-01-01T00:00', 95))).toEqual(['2024-01-04'])
    expect(cut(hours('2024-01-01T15:00', 72))).toEqual(['2024-01-01', '2024-01-04'])
    // Readings once a day are whole days.
    expect(cut(hours('2024-01-01T07:00', 5, 24))).toEqual([])
  })

  it('knows the opening hours of a shop', () => {
    const day = (date: number, from: number, to: number) => {
      const minutes = Array.from({ length: (to - from) * 4 }, (_, i) => i * 15)
      return minutes.map((minute) => at(`2024-01-0${date}T00:00`) + from * hourMs + minute * 60_000)
    }
    const whole = [1, 2, 3, 4, 5].flatMap((date) => day(date, 8, date === 3 ? 18 : 20))
    expect(cut(whole)).toEqual([])
    expect(cut([...whole, ...day(6, 8, 17)])).toEqual([])
    expect(cut([...whole, ...day(6, 8, 12)])).toEqual(['2024-01-06'])
    expect(cut([...day(1, 15, 20), ...whole.filter((time) => time > at('2024-01-02T00:00'))])).toEqual(['2024-01-01'])
  })

  it('takes rare readings as they are, in any order', () => {
    const rare = ['2024-01-02T17:00', '2024-01-05T09:00', '2024-01-06T23:00', '2024-01-11T03:00'].map(at)
    expect(cut(rare)).toEqual([])
    expect(cut(rare.toReversed())).toEqual([])
    expect(cut(rare.slice(0, 1))).toEqual([])
  })

  it('leaves the first window out only if it is a sum, and says what is left out', () => {
    const edges = new InputEdges(false, false)
    for (const time of hours('2024-01-01T15:00', 72)) edges.see(days.at(time)!, time)
    const [first, last] = [days.at(at('2024-01-01T00:00'))!, days.at(at('2024-01-04T00:00'))!]
    expect([edges.isCutAtBegin(first, true), edges.isCutAtEnd(first), edges.isCutAtEnd(last)]).toEqual([
      false,
      false,
      true,
    ])
    expect(edges.warnings).toEqual([
      'the last window, of 2024-01-04T00:00:00.000Z, was left out: its readings end at 2024-01-04T14:00:00.000Z, earlier than those of the windows before',
    ])
  })

  it('is restored', () => {
    const times = hours('2024-01-01T15:00', 120, 0.7)
    const whole = new InputEdges(true, false)
    let made = new InputEdges(true, false)
    for (const time of times) {
      for (const edges of [whole, made]) edges.see(days.at(time)!, time)
      const next = new InputEdges(true, false)
      restore(next, snapshot(made))
      made = next
    }
    expect(snapshot(made)).toEqual(snapshot(whole))
  })

  it('asks all series together', () => {
    const sums = resampler({ to: '1d', values: 'sum' })
    const out: unknown[] = []
    for (const time of hours('2024-01-01T00:00', 4 * 24 + 12)) {
      out.push(...sums.add(time, 1, { key: ['often'] }))
      if (time % (40 * hourMs) === 0) out.push(...sums.add(time + 1, 1, { key: ['rare'] }))
    }
    const all = [...out, ...sums.end()] as readonly (readonly [number, number])[]
    expect(all.filter(([time]) => time >= at('2024-01-05T00:00'))).toEqual([])
    expect(sums.made.warnings).toHaveLength(1)
  })
})
