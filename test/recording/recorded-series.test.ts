import { describe, expect, it } from 'vitest'
import { RecordedSeries } from '../../src/recording/recorded-series.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const run = scoredWeather({ rows: 80 })
const options = { id: 'a', title: 'a', series: ['y'], budget: 1 << 20 }
const series = () => new RecordedSeries(4, ['y'], () => new Recorder(options))
const present = (time: number, rows: number) => ({ time, rows, series: 3 })
const day = 86_400_000

describe('a recorded series', () => {
  it('is recorded from its last values on once there is room, and its recording can be had before', () => {
    const one = series()
    for (const [i, scored] of run.slice(0, 70).entries()) one.write(scored, i, true)
    const early = one.recording()
    expect([one.recorder, early.history.first, early.history.end]).toEqual([undefined, 10, 70])
    const recorder = one.record()
    expect(recorder.recording(0).frame!.times).toEqual(early.recording(0).frame!.times)
    expect(recorder.status().scores!.count[0]).toBe(69)
    one.write(run[70]!, 70, false)
    expect([recorder.history.end, recorder.history.layout!.experts]).toEqual([71, []])
    one.drop()
    expect(one.recorder).toBeUndefined()
  })

  it('is late after three times its longest gap, if rows of others have come', () => {
    const one = series()
    for (const [i, scored] of run.slice(0, 50).entries()) one.write(scored, 3 * i, true)
    const at = (days: number, rows: number) => one.standing(0, present(one.last + days * day, rows)).state
    expect([at(2, 155), at(3, 150), at(3, 155), at(30, 155)]).toEqual(['fine', 'fine', 'stale', 'stale'])
    expect(one.standing(0, { ...present(one.last + 3 * day, 155), behind: true }).state).toBe('fine')
    const { attention } = one.standing(0, present(one.last + 3 * day, 155))
    expect(attention).toBe(80)
    expect(one.standing(0, present(one.last + 60 * day, 155)).attention).toBeLessThan(40)
  })

  it('is stale while the clock says so', () => {
    const one = series()
    one.write(run[0]!, 1, true)
    const standing = () => one.standing(0, present(one.last, 1))
    expect(standing().state).toBe('new')
    one.happened({ kind: 'stale', time: 0, reason: 'no row for an hour' })
    expect(standing()).toMatchObject({ state: 'stale', why: 'no row for an hour' })
    one.happened({ kind: 'recovered', of: 'stale', time: 0, reason: 'rows come again' })
    expect(standing().state).toBe('new')
    expect(one.events(0)).toBe(2)
  })

  it('is restored with its recorder, or without one', () => {
    for (const recorded of [true, false]) {
      const [before, after] = [series(), series()]
      if (recorded) before.record()
      for (const [i, scored] of run.entries()) before.write(scored, i, true)
      restore(after, snapshot(before))
      expect(after.recorder !== undefined).toBe(recorded)
      expect(snapshot(after)).toEqual(snapshot(before))
      expect([...after.readSkills()]).toEqual([...before.readSkills()])
    }
  })
})
