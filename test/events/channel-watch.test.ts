import { describe, expect, it } from 'vitest'
import { ChannelWatch, type Found } from '../../src/events/channel-watch.ts'
import type { Spread } from '../../src/events/distribution.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { gaussian } from '../laws/series.ts'

/** A forecast of 20 with a standard deviation of 2. */
const due: Spread = {
  values: Float64Array.of(20),
  levels: [0.8, 0.95],
  lower: [Float64Array.of(20 - 2.563), Float64Array.of(20 - 3.92)],
  upper: [Float64Array.of(20 + 2.563), Float64Array.of(20 + 3.92)],
}
const point: Spread = { values: Float64Array.of(20), levels: [], lower: [], upper: [] }

/** What is found in values, with the row of each. */
function found(values: readonly number[], watch: ChannelWatch, spread = due, drifts: readonly number[] = []) {
  return values.flatMap((value, row) =>
    watch.add(row, value, spread, 0, drifts.includes(row)).map((one): Found & { row: number } => ({ row, ...one })),
  )
}
const kinds = (all: ReturnType<typeof found>) => all.map(({ kind, of = '', row }) => `${kind} ${of} ${row}`)

function normals(count: number, seed = 1, deviation = 2): number[] {
  const normal = gaussian(seed)
  return Array.from({ length: count }, () => 20 + deviation * normal())
}

describe('ChannelWatch', () => {
  for (const [name, spread] of [
    ['intervals', due],
    ['no intervals', point],
  ] as const) {
    it(`finds a spike once, and says when it is over: ${name}`, () => {
      const values = normals(300)
      values.splice(200, 2, 45, 46)
      const events = found(values, new ChannelWatch('temperature', 1000), spread)
      expect(kinds(events)).toEqual(['anomaly  200', 'recovered anomaly 204'])
      expect(events[0]!.rarity).toBeLessThan(1e-3)
      expect(events[1]!.since).toBe(200)
    })
  }

  it('says it in numbers of the data', () => {
    const values = [...normals(100), 45, 20, 20, 20]
    expect(found(values, new ChannelWatch('temperature', 1000)).map(({ reason }) => reason)).toEqual([
      expect.stringMatching(
        /^temperature is 45, 20 was forecast with 16.08 to 23.92 at 95 %; so large an error comes once in (about|more than) [\d,]+ values$/,
      ),
      'temperature: 3 values in a row were as forecast; the last is 20, 20 was forecast',
    ])
  })

  it('one in 100 is about that often an anomaly, whatever the intervals promise', () => {
    for (const deviation of [1, 2, 4]) {
      let anomalies = 0
      let rows = 0
      for (let seed = 1; seed <= 10; seed++) {
        const values = normals(3000, seed, deviation)
        rows += values.length
        const events = found(values, new ChannelWatch('', 100))
        anomalies += events.filter(({ kind }) => kind === 'anomaly').length
      }
      // Forecasts that are too unsure have fewer, since an anomaly is outside of the intervals at least.
      if (deviation === 1) expect(anomalies / rows).toBeLessThan(0.001)
      else {
        expect(anomalies / rows).toBeGreaterThan(0.007)
        expect(anomalies / rows).toBeLessThan(0.012)
      }
    }
  })

  it('finds none if it is not to', () => {
    expect(found([...normals(100), 1000], new ChannelWatch('', 0))).toEqual([])
  })

  it('says drift once until its errors are steady again', () => {
    const values = [...normals(100), ...Array(20).fill(60), ...normals(100, 2)]
    const events = found(values, new ChannelWatch('price', 1000), due, [105, 112])
    expect(kinds(events).filter((text) => text.includes('drift'))).toEqual(['drift  105', 'recovered drift 132'])
    expect(events.find(({ kind }) => kind === 'drift')!.reason).toMatch(
      /^price: its unit or level has changed, or its errors have become larger for good: [\d.]+ on average of late, [\d.]+ before$/,
    )
    expect(events.find(({ of }) => of === 'drift')!.reason).toMatch(
      /^price: its errors are steady again: [\d.]+ on average of late, [\d.]+ when the drift was found, [\d.]+ before$/,
    )
  })

  it('missing values and missing forecasts change nothing', () => {
    const values = normals(100)
    const gaps = values.flatMap((value) => [value, Number.NaN])
    const [one, other] = [new ChannelWatch('', 1000), new ChannelWatch('', 1000)]
    expect(found(values, one)).toEqual([])
    expect(found(gaps, other)).toEqual([])
    other.add(0, 20, undefined, 0, false)
    expect(snapshot(other)).toEqual(snapshot(one))
  })

  it('continues from its state with the same events', () => {
    const values = normals(400)
    values.splice(250, 1, 60)
    values.splice(330, 1, -60)
    const whole = found(values, new ChannelWatch('a', 100))
    for (const at of [10, 200, 251, 252, 331]) {
      const first = new ChannelWatch('a', 100)
      const before = found(values.slice(0, at), first)
      const second = new ChannelWatch('a', 100)
      restore(second, snapshot(first))
      const after = values.slice(at).flatMap((value, i) => second.add(at + i, value, due, 0, false))
      expect([...before, ...after].map(({ reason }) => reason)).toEqual(whole.map(({ reason }) => reason))
    }
  })
})
