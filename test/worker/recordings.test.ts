import { describe, expect, it } from 'vitest'
import type { FromWorker } from '../../src/worker/messages.ts'
import { Recordings } from '../../src/worker/recordings.ts'
import { scoredOf } from '../cli/scored-of.ts'

const rows = { rows: 2, accepted: 2, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }

function recordings() {
  const sent: FromWorker[] = []
  const all = new Recordings({ title: 'a', series: ['v'] }, ['place'], (message) => sent.push(message))
  const kinds = () => sent.splice(0).map(({ kind }) => kind)
  return { all, sent, kinds }
}

describe('the recordings of a worker', () => {
  it('send the only series as it grows', () => {
    const { all, sent, kinds } = recordings()
    all.progress(0, rows)
    expect(kinds()).toEqual(['status'])
    const [first, second] = scoredOf([1, 2])
    all.write(first!)
    all.progress(0.5, rows)
    expect(kinds()).toEqual(['run', 'frame', 'status'])
    all.write(second!)
    all.end({ rows }, undefined)
    expect(sent.at(-1)).toMatchObject({ kind: 'status', status: { state: 'ended', observations: 2 } })
    expect(kinds()).toEqual(['frame', 'status'])
  })

  it('belong to a series each, and all learn how the run ended', () => {
    const { all, sent, kinds } = recordings()
    all.note({ time: 0, kind: 'reject', text: 'line 2' })
    for (const key of ['north', 'south']) all.write(scoredOf([1, 2], [key])[0]!)
    all.end({ rows }, new Error('torn'))
    expect(sent.at(-2)).toEqual({ kind: 'series', names: ['north', 'south'] })
    expect(kinds()).toEqual(['run', 'frame', 'marks', 'status', 'series', 'overview'])
    all.show(1)
    expect(sent.at(-1)).toMatchObject({ status: { state: 'failed', problem: 'torn' } })
    expect(kinds()).toEqual(['run', 'frame', 'status'])
  })

  it('send all lines first, then those that have changed, and sparks when asked', () => {
    const { all, sent } = recordings()
    const about = () => sent.splice(0).filter(({ kind }) => kind === 'overview' || kind === 'lines')
    const values = Array.from({ length: 100 }, (_, i) => i)
    const [north, south] = ['north', 'south'].map((key) => scoredOf(values, [key]))
    for (let i = 0; i < 32; i++) for (const series of [north!, south!]) all.write(series[i]!)
    all.progress(0.1, rows)
    expect(about()).toMatchObject([{ overview: { lines: { keys: [['north'], ['south']], value: [31, 31] } } }])
    for (const scored of north!.slice(32)) {
      all.write(scored)
      all.progress(0.2, rows)
    }
    // The other one is late.
    expect(about()).toMatchObject([{ lines: { firstKey: 2, keys: [], index: [0, 1], value: [95, 31] } }])
    all.sparks([1, 7])
    expect(sent.at(-1)).toMatchObject({ kind: 'sparks', sparks: [{ index: 1 }] })
    sent.length = 0
    all.end({ rows }, undefined)
    expect(about()).toMatchObject([{ lines: { value: [99, 31] } }])
  })

  it('say that nothing was forecast', () => {
    const { all, sent } = recordings()
    all.end({ rows }, undefined)
    expect(sent.at(-1)).toMatchObject({ kind: 'status', status: { state: 'ended', observations: 0 } })
  })
})
