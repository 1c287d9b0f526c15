import { expect, it } from 'vitest'
import { RunningErrors } from '../../../dashboards/run/rolling.ts'
import { RunStore } from '../../../dashboards/run/run-store.ts'
import { encodeFrame } from '../../../src/recording/encode.ts'
import { Recorder } from '../../../src/recording/recorder.ts'
import { scoredWeather } from '../../server/scored-weather.ts'

const rows = scoredWeather({
  rows: 70_000,
  leads: [1, 3],
  restarts: new Set([500, 65_000]),
  missing: new Set([700, 69_990]),
})

it('equals scores over the rows of any stretch, one by one or by thousands, also after the first were dropped', () => {
  const recorder = new Recorder({ id: 'run', title: 'weather', series: ['temp_max'], budget: 64 << 20 })
  const store = new RunStore()
  const grown = new RunningErrors(store)
  const told = (to: number) => {
    const from = recorder.history.end
    recorder.write(rows.slice(from, to))
    if (from === 0) store.begin(recorder.run(0))
    store.appendDecoded(recorder.frame(from, to, 0))
    grown.of(0, 1)
  }
  for (let to = 1; to <= 1200; to++) told(to)
  for (let to = 2000; to <= rows.length; to += 1000) {
    told(to)
    if (to % 10_000 !== 0) continue
    for (const over of [30, 1000]) {
      const row = to - 1
      const due = rows.slice(to - over, to).map((scored, i) => ({ scored, persistence: rows[to - over + i - 3] }))
      const errors = due.flatMap(({ scored, persistence }) => {
        const naive = Math.abs(scored.observation.values[0]! - persistence!.observation.values[0]!)
        const ours = Math.abs(scored.residuals[1]!)
        return Number.isNaN(naive) || Number.isNaN(ours) ? [] : [{ ours, naive }]
      })
      const sum = (of: 'ours' | 'naive') => errors.reduce((total, each) => total + each[of], 0)
      const score = grown.of(0, 1).at(row, over)
      expect(score.count).toBe(errors.length)
      expect(score.mae).toBeCloseTo(sum('ours') / errors.length, 4)
      expect(score.skill).toBeCloseTo(1 - sum('ours') / sum('naive'), 4)
      const inside = errors.filter(({ ours }) => ours <= 4).length
      expect(score.coverage[0]! * errors.length).toBeCloseTo(inside, -1)
    }
  }
  // What has grown for long is what is summed at once.
  const anew = new RunningErrors(store).of(0, 1)
  for (const row of [51_000, 60_000, 65_001, 69_999]) {
    const [one, other] = [grown.at(row, 365), anew.at(row, 365)]
    expect(one.count).toBe(other.count)
    expect(one.mae).toBeCloseTo(other.mae, 6)
    expect(one.coverage).toEqual(other.coverage)
  }
  // Another lead is asked for, then the first again; then another run begins.
  expect(grown.of(0, 0).at(69_999, 365)).not.toEqual(anew.at(69_999, 365))
  expect(grown.of(0, 1).at(69_999, 365)).toEqual(anew.at(69_999, 365))
  store.begin({ ...recorder.run(0), id: 'another', layout: { ...recorder.history.layout! } })
  const frame = new Recorder({ id: 'another', title: 'weather', series: ['temp_max'], budget: 1 << 20 })
  frame.write(rows.slice(0, 100))
  store.append(encodeFrame(frame.frame(0, 100, 0)))
  expect(grown.of(0, 1).at(99, 365).count).toBe(97)
})
