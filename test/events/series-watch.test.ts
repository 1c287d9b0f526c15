import { expect, it } from 'vitest'
import { SeriesWatch, targetName } from '../../src/events/series-watch.ts'
import type { ScoredData } from '../../src/series/scored.ts'

const watch = () => new SeriesWatch({ channels: 2, lead: 1, levels: [], anomalies: 1000, targets: ['warm', 'cold'] })

/** Forecasts 20 and 50; the values are 1 away from them, in turn above and below. */
function scored(at: number, change: Partial<ScoredData> = {}, values?: readonly number[]): ScoredData {
  const off = (at % 2 === 0 ? 1 : -1) * (1 + (at % 5) / 10)
  return {
    origin: at,
    observation: { time: at, values: values ?? [20 + off, 50 - off], key: ['shop', 'x'] },
    leads: [1],
    times: [at + 1],
    values: Float64Array.of(20, 50),
    levels: [],
    lower: [],
    upper: [],
    ...change,
  } as ScoredData
}

it('says of which series and channel something is', () => {
  const series = watch()
  for (let at = 0; at < 100; at++) expect(series.add(scored(at))).toEqual([])
  const [event, ...more] = series.add(scored(100, {}, [20, 90]))
  expect(more).toEqual([])
  expect(event).toMatchObject({ kind: 'anomaly', time: 100, key: ['shop', 'x'], channel: 1 })
  expect(event!.reason).toMatch(/^cold is 90, 50 was forecast;/)
  const drifts = series.add(scored(101, { drift: [0, 1] }))
  expect(drifts.map(({ kind, channel }) => `${kind} ${channel}`)).toEqual(['drift 0', 'drift 1'])
})

it('judges nothing by a forecast from before a gap', () => {
  const series = watch()
  for (let at = 0; at < 100; at++) series.add(scored(at))
  const after = scored(100, {}, [20, 90])
  expect(series.add({ ...after, observation: { ...after.observation, restart: true } } as ScoredData)).toEqual([])
})

it('names targets without a name', () => {
  expect([targetName(['a'], 0, 1), targetName([], 0, 1), targetName([], 1, 2)]).toEqual(['a', 'the value', 'target 2'])
})
