import { describe, expect, it } from 'vitest'
import type { FromWorker } from '../../src/worker/messages.ts'
import { Recordings } from '../../src/worker/recordings.ts'
import { scoredOf } from '../cli/scored-of.ts'

const rows = { rows: 2, accepted: 2, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }

function recordings() {
  const sent: FromWorker[] = []
  const all = new Recordings({ title: 'a', series: ['v'] }, (message) => sent.push(message))
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
    expect(sent[0]).toEqual({ kind: 'series', names: ['north', 'south'] })
    expect(kinds()).toEqual(['series', 'run', 'frame', 'marks', 'status'])
    all.show(1)
    expect(sent.at(-1)).toMatchObject({ status: { state: 'failed', problem: 'torn' } })
    expect(kinds()).toEqual(['run', 'frame', 'status'])
  })

  it('say that nothing was forecast', () => {
    const { all, sent } = recordings()
    all.end({ rows }, undefined)
    expect(sent.at(-1)).toMatchObject({ kind: 'status', status: { state: 'ended', observations: 0 } })
  })
})
