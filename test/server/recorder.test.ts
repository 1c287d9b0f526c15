import { describe, expect, it } from 'vitest'
import { insideBytes, layoutOf, rowBytes } from '../../src/server/layout.ts'
import { Recorder } from '../../src/server/recorder.ts'
import { scoredWeather } from './scored-weather.ts'

const rows = { rows: 3, accepted: 2, imputed: 0, rejected: 1, skipped: 0, filled: 0, restarts: 0 }
const options = { id: 'a', title: 'weather', series: ['temp_max'], budget: 1 << 20 }

describe('the recorder', () => {
  it('goes from waiting over live to ended, and keeps the account', () => {
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

  it('says what stopped a run as the error says it', () => {
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

  it('keeps the last 5,000 marks and knows how many went', () => {
    const recorder = new Recorder(options)
    for (let time = 0; time < 5003; time++) recorder.note({ time, kind: 'note', text: '' })
    expect([recorder.marks.length, recorder.firstMark, recorder.marks[0]!.time]).toEqual([5000, 3, 3])
    expect(recorder.marksFrom(5001).map(({ time }) => time)).toEqual([5001, 5002])
    expect([recorder.marksFrom(0).length, recorder.endMark]).toEqual([5000, 5003])
  })

  it('encodes a frame as the wire says: base64, little-endian, actual values to the bit and forecasts from their base', () => {
    const recorder = new Recorder(options)
    const batch = scoredWeather({ rows: 3 })
    recorder.write(batch)
    const { exact, differences, times, ahead, first } = recorder.frame(1, 3, 5)
    expect(first).toBe(1)
    expect(times).toEqual(batch.slice(1).map(({ observation }) => observation.time))
    expect(ahead).toEqual(batch[2]!.times)
    const actual = batch[1]!.observation.values[0]!
    const doubles = Buffer.from(exact, 'base64')
    expect([doubles.readDoubleLE(0), doubles.readDoubleLE(8)]).toEqual([actual, actual])
    expect(doubles.length).toBe(2 * 2 * 8)
    const floats = Buffer.from(differences, 'base64')
    expect(floats.readFloatLE(0)).toBe(Math.fround(batch[1]!.values[0]! - actual))
    expect(floats.length).toBe(2 * 35 * 4)
  })

  it('leaves out of a recording what went on inside before it leaves out an observation', () => {
    const layout = layoutOf(scoredWeather({ rows: 1 })[0]!)
    const recorded = (budget: number) => {
      const recorder = new Recorder({ ...options, budget })
      recorder.write(scoredWeather({ rows: 100 }))
      const { frame } = recorder.recording(0)
      const size = frame!.exact.length + frame!.differences.length + frame!.inside.length + 14 * frame!.times.length
      return [frame!.first, frame!.insideFirst, size <= budget + 8]
    }
    const [row, inside] = [rowBytes(layout), insideBytes(layout)]
    expect(recorded(Math.ceil(100 * (row + inside)))).toEqual([0, 0, true])
    expect(recorded(Math.ceil(100 * row + 30 * inside))).toEqual([0, 70, true])
    expect(recorded(Math.ceil(60 * row))).toEqual([40, 100, true])
  })
})
