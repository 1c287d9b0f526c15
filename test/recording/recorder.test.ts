import { describe, expect, it } from 'vitest'
import { encodeRecording } from '../../src/recording/encode.ts'
import { insideBytes, layoutOf, rowBytes } from '../../src/recording/layout.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const rows = { rows: 3, accepted: 2, imputed: 0, rejected: 1, skipped: 0, filled: 0, restarts: 0 }
const options = { id: 'a', title: 'weather', series: ['temp_max'], budget: 1 << 20 }

describe('the recorder', () => {
  it('goes from waiting to live to ended, and keeps the account', () => {
    const recorder = new Recorder(options)
    expect(recorder.status()).toMatchObject({ state: 'waiting', observations: 0, scores: null })
    expect(recorder.run(0).layout).toBeNull()
    recorder.write(scoredWeather({ rows: 5 }))
    recorder.progress(0.5, rows)
    expect(recorder.status()).toMatchObject({ state: 'live', observations: 5, fraction: 0.5, rows })
    recorder.end({ rows, notes: ['season: 365'] })
    expect(recorder.status()).toMatchObject({ state: 'ended', fraction: 1, notes: ['season: 365'] })
    expect(recorder.status().scores?.count[0]).toBe(4)
  })

  it('names the zone of its times', () => {
    expect(new Recorder({ ...options, zone: '+09:00' }).run(0).zone).toBe('+09:00')
    expect(new Recorder(options).run(0).zone).toBeUndefined()
  })

  it('has the limits of its alerts', () => {
    const limits = [{ side: 'above', value: 30 }] as const
    expect(new Recorder({ ...options, limits }).run(0).limits).toEqual(limits)
    expect(new Recorder(options).run(0).limits).toBeUndefined()
  })

  describe('of a run with holidays', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000
    const holidays = { days: [day('2012-01-02'), day('2012-01-12'), day('2012-01-13')], names: ['a', 'b', 'c'] }
    const batch = scoredWeather({ rows: 6 })
    const named = (recorder: Recorder, from: number, to: number) =>
      recorder.frame(from, to, 0).holidays?.map(({ name }) => name)

    it('sends those of its rows and of the times ahead, and no field without any', () => {
      const recorder = new Recorder({ ...options, holidays })
      recorder.write(batch.slice(0, 5))
      expect(recorder.frame(0, 5, 0).holidays).toEqual([
        { from: Date.parse('2012-01-02'), to: Date.parse('2012-01-03'), name: 'a' },
        { from: Date.parse('2012-01-12'), to: Date.parse('2012-01-13'), name: 'b' },
      ])
      recorder.write(batch.slice(5))
      expect(named(recorder, 5, 6)).toEqual(['b', 'c'])
      expect(named(recorder, 2, 3)).toEqual(['a'])
      expect(named(recorder, 3, 5)).toBeUndefined()
      const none = new Recorder({ ...options, holidays: { days: [day('2013-01-01')] } })
      for (const one of [none, new Recorder(options)]) {
        one.write(batch)
        expect('holidays' in one.frame(0, 6, 0)).toBe(false)
      }
    })

    it('sends them after a restart', () => {
      const [before, after] = [new Recorder({ ...options, holidays }), new Recorder({ ...options, holidays })]
      before.write(batch)
      restore(after, snapshot(before))
      expect(named(after, 0, 6)).toEqual(['a', 'b', 'c'])
    })
  })

  it('reports the error that stopped a run in its own words', () => {
    const recorder = new Recorder(options)
    recorder.fail(new Error('a.csv:7 Close: expected a number, got "x"'))
    expect(recorder.status()).toMatchObject({ state: 'failed', problem: 'a.csv:7 Close: expected a number, got "x"' })
  })

  it('marks restarts by itself', () => {
    const recorder = new Recorder(options)
    const batch = scoredWeather({ rows: 20, restarts: new Set([10]) })
    recorder.write(batch)
    expect(recorder.recording(0).marks).toEqual([
      { time: batch[10]!.observation.time, kind: 'restart', text: 'a gap too long to fill ends here' },
    ])
  })

  it('keeps the last 5,000 marks and counts the dropped ones', () => {
    const recorder = new Recorder(options)
    for (let time = 0; time < 5003; time++) recorder.note({ time, kind: 'note', text: '' })
    expect([recorder.marks.length, recorder.firstMark, recorder.marks[0]!.time]).toEqual([5000, 3, 3])
    expect(recorder.marksFrom(5001).map(({ time }) => time)).toEqual([5001, 5002])
    expect([recorder.marksFrom(0).length, recorder.endMark]).toEqual([5000, 5003])
  })

  it('has a frame with actual values exactly and forecasts relative to their base', () => {
    const recorder = new Recorder(options)
    const batch = scoredWeather({ rows: 3 })
    recorder.write(batch)
    const { exact, differences, times, ahead, first } = recorder.frame(1, 3, 5)
    expect(first).toBe(1)
    expect(times).toEqual(batch.slice(1).map(({ observation }) => observation.time))
    expect(ahead).toEqual(batch[2]!.times)
    const actual = batch[1]!.observation.values[0]!
    expect([...exact.subarray(0, 2)]).toEqual([actual, actual])
    expect(exact).toHaveLength(2 * 2)
    expect(differences[0]).toBe(Math.fround(batch[1]!.values[0]! - actual))
    expect(differences).toHaveLength(2 * 35)
  })

  it('drops the inside from a recording before it drops an observation, except that of as many as asked', () => {
    const rows = 300
    const batch = scoredWeather({ rows })
    const recorded = (budget: (row: number, inside: number) => number, batch: readonly ScoredData[], most?: number) => {
      const layout = layoutOf(batch[0]!)
      const whole = Math.ceil(budget(rowBytes(layout), insideBytes(layout)))
      const recorder = new Recorder({ ...options, budget: whole })
      recorder.write(batch)
      const { frame } = encodeRecording(recorder.recording(0, most))
      const size = frame!.exact.length + frame!.differences.length + frame!.inside.length + 14 * frame!.times.length
      return [rows - frame!.first, rows - frame!.insideFirst, size <= whole + 8]
    }
    expect(recorded((row, inside) => rows * (row + inside), batch)).toEqual([rows, rows, true])
    expect(recorded((row, inside) => rows * row + 270 * inside, batch)).toEqual([rows, 270, true])
    expect(recorded((row) => 80 * row, batch)).toEqual([80, 0, true])
    expect(recorded((row, inside) => 80 * (row + inside), batch, 100)).toEqual([80, 80, true])
    // With twenty networks the inside of an observation takes more than the observation itself.
    const deep = batch.map(({ inside, ...rest }) => ({
      ...rest,
      inside: { ...inside!, cells: Array(20).fill(inside!.cells[0]) },
    }))
    expect(recorded((row, inside) => rows * row + 50 * inside, deep)).toEqual([rows, 50, true])
    expect(recorded((row) => 200 * row, deep, 100)).toEqual([100, 8, true])
  })

  describe('restored from a snapshot', () => {
    // A restart, a mark of drift, inside state known from the fifth observation on, and more than the budget holds.
    const batch = scoredWeather({ rows: 220, restarts: new Set([50]) }).map((scored, i) => {
      const { inside, ...bare } = { ...scored, drift: i === 120 ? [0] : undefined }
      return i < 5 ? bare : { ...bare, inside: inside! }
    })
    const small = { ...options, budget: 30_000 }
    const finish = (recorder: Recorder, from: number) => {
      for (const scored of batch.slice(from)) recorder.write([scored])
      recorder.end({ rows, notes: ['season: 365'] })
      return JSON.stringify(encodeRecording(recorder.recording(0)))
    }
    const whole = finish(new Recorder(small), 0)

    it('continues as if it had never stopped, wherever the snapshot was made', () => {
      expect(JSON.parse(whole).marks.map(({ kind }: { kind: string }) => kind)).toEqual(['restart', 'drift'])
      const first = new Recorder(small)
      for (let at = 0; at <= batch.length; at++) {
        const bytes = snapshot(first)
        const second = new Recorder(small)
        expect(restore(second, bytes)).toEqual([])
        expect(Buffer.compare(snapshot(second), bytes)).toBe(0)
        expect(finish(second, at)).toBe(whole)
        if (at < batch.length) first.write([batch[at]!])
      }
    })

    it('has the scores so far before another observation arrives', () => {
      const first = new Recorder(options)
      first.write(batch)
      const second = new Recorder(options)
      restore(second, snapshot(first))
      expect(second.status().scores).toEqual(first.status().scores)
      expect(second.recording(0).frame).toEqual(first.recording(0).frame)
    })

    it('is unchanged if the snapshot does not fit', () => {
      const first = new Recorder(options)
      first.write(batch)
      const bytes = snapshot(first)
      const other = new Recorder({ ...options, series: ['wind'] })
      const smaller = new Recorder({ ...options, maxRows: 5 })
      smaller.write(batch.slice(0, 7))
      const before = snapshot(smaller)
      expect(() => restore(other, bytes)).toThrow(
        'snapshot series: expected ["wind"], got ["temp_max"]; restore it into an object built with the same options',
      )
      expect(() => restore(smaller, bytes)).toThrow('snapshot history.maxRows: expected 5, got 20000')
      expect(Buffer.compare(snapshot(smaller), before)).toBe(0)
    })

    it('is at most 5 % larger than its numbers', () => {
      const recorder = new Recorder({ ...options, budget: 8 << 20 })
      const many = scoredWeather({ rows: 5000 })
      recorder.write(many)
      const { times, exact, differences, inside } = recorder.history.stretch(0, 5000)
      const numbers = times.byteLength + exact.byteLength + differences.byteLength + inside.byteLength
      expect(snapshot(recorder).length).toBeLessThan(1.05 * numbers)
    })
  })
})
