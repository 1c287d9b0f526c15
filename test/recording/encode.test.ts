import { describe, expect, it } from 'vitest'
import { encodeFrame, encodeRecording } from '../../src/recording/encode.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const recorder = new Recorder({ id: 'a', title: 'weather', series: ['temp_max'], budget: 1 << 20 })

describe('encoding', () => {
  it('has no frame before the first observation', () => {
    expect(encodeRecording(recorder.recording(7))).toMatchObject({
      frame: null,
      marks: [],
      status: { observations: 0 },
    })
  })

  it('writes the numbers of a frame little-endian in base64, and leaves the rest', () => {
    recorder.write(scoredWeather({ rows: 3 }))
    // A part of an array: its bytes, not all of the buffer.
    const { exact, differences, inside, ...rest } = recorder.frame(1, 3, 5)
    const sent = encodeFrame({ ...rest, exact: exact.subarray(1), differences, inside })
    expect(sent).toMatchObject(rest)
    const doubles = Buffer.from(sent.exact, 'base64')
    expect(doubles.length).toBe((exact.length - 1) * 8)
    expect(doubles.readDoubleLE(0)).toBe(exact[1])
    expect(Buffer.from(sent.differences, 'base64').readFloatLE(4)).toBe(differences[1])
    expect([...Buffer.from(sent.inside, 'base64')]).toEqual([...inside])
    expect(encodeRecording(recorder.recording(5)).frame).toEqual(encodeFrame(recorder.frame(0, 3, 5)))
  })
})
