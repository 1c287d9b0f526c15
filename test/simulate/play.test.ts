import { describe, expect, it } from 'vitest'
import { play } from '../../src/simulate/play.ts'
import { kept, rowsAt } from './played.ts'

const options = { speed: 1000, repeat: false, now: false, signal: new AbortController().signal, onRow: () => {} }
const hour = 3_600_000

describe('play', () => {
  it('sends the rows as they are, and keeps their distance', async () => {
    const { sent, outlet } = kept()
    const begun = performance.now()
    expect(await play(rowsAt(0, 20_000, 50_000), outlet, options)).toBe(3)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(49)
    expect(sent.map(({ text }) => text)).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","i":0}',
      '{"time":"1970-01-01T00:00:20.000Z","i":1}',
      '{"time":"1970-01-01T00:00:50.000Z","i":2}',
    ])
  })

  it('goes on in time when it begins again', async () => {
    const end = new AbortController()
    const { sent, outlet } = kept(() => sent.length === 5 && end.abort())
    const rows = rowsAt(0, hour, 2 * hour)
    await play(rows, outlet, { ...options, speed: 1e9, repeat: true, signal: end.signal })
    expect(sent.map(({ fields }) => fields.time)).toEqual(
      [0, 1, 2, 3, 4].map((hours) => new Date(hours * hour).toISOString()),
    )
  })

  it('sends the present, an hour later being a minute later at 60 times the speed', async () => {
    const { sent, outlet } = kept()
    const before = Date.now()
    await play(rowsAt(0, hour), outlet, { ...options, speed: 36_000, now: true })
    const times = sent.map(({ fields }) => Date.parse(String(fields.time)))
    expect(times[0]).toBeGreaterThanOrEqual(before)
    expect(times[1]! - times[0]!).toBe(100)
    expect(times[1]).toBeLessThanOrEqual(Date.now())
  })

  it('puts a time that was moved in the first of its columns', async () => {
    const { sent, outlet } = kept()
    const rows = {
      ...rowsAt(0),
      time: ['day', 'hour'],
      rows: [{ time: 0, due: 0, fields: { day: 'x', hour: 'y', i: 1 } }],
    }
    await play(rows, outlet, { ...options, now: true })
    expect(Object.keys(sent[0]!.fields)).toEqual(['day', 'i'])
  })

  it('ends at once when it is stopped, also in a step of a year', async () => {
    const end = new AbortController()
    const { outlet } = kept(() => setTimeout(() => end.abort()))
    expect(await play(rowsAt(0, 8766 * hour), outlet, { ...options, speed: 1, signal: end.signal })).toBe(1)
  })
})
