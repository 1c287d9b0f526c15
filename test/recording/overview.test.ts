import { describe, expect, it } from 'vitest'
import { KeyedRecorders } from '../../src/recording/keyed-recorders.ts'
import { OverviewData } from '../../src/recording/overview.ts'
import { unpackedLines } from '../../src/recording/overview-wire.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const run = scoredWeather({ rows: 60, channels: 2 })

function overview(series: number) {
  const channels = ['max', 'min']
  const recorders = new KeyedRecorders({ id: 'a', title: 'weather', series: channels, budget: 1 << 20 })
  const by = series > 1 ? ['city'] : []
  const data = new OverviewData(recorders, { id: 'a', title: 'weather', by, channels })
  const write = (from: number, to: number) => {
    for (const scored of run.slice(from, to))
      for (let i = 0; i < series; i++)
        recorders.write([
          { ...scored, observation: { ...scored.observation, key: series > 1 ? [`c${i}`] : undefined } },
        ])
  }
  return { recorders, data, write }
}

describe('OverviewData', () => {
  it('has a line for each target of each series', () => {
    const { data, write } = overview(3)
    write(0, 60)
    const { lines, status } = data.whole()
    const unpacked = unpackedLines(lines, lines.keys, 2)
    expect(unpacked.map(({ index, series, channel, key }) => [index, series, channel, key[0]])).toEqual([
      [0, 0, 0, 'c0'],
      [1, 0, 1, 'c0'],
      [2, 1, 0, 'c1'],
      [3, 1, 1, 'c1'],
      [4, 2, 0, 'c2'],
      [5, 2, 1, 'c2'],
    ])
    const last = run[59]!
    expect(unpacked[3]).toMatchObject({ time: last.observation.time, value: last.observation.values[1], rows: 60 })
    expect(unpacked[3]!.skill).toBeCloseTo(mean(last.scores.skillPersistence.subarray(7)), 1)
    expect(status).toMatchObject({ state: 'live', observations: 180 })
  })

  it('has the lines of the only series too, and none before its first row', () => {
    const { data, write } = overview(1)
    expect(data.whole().lines).toMatchObject({ keys: [], index: [] })
    write(0, 1)
    expect(data.whole().lines).toMatchObject({ keys: [[]], index: [0, 1], state: [0, 0] })
  })

  it('ranks the lines by attention, and takes a series for stale that is left behind', () => {
    const { data, recorders, write } = overview(3)
    write(0, 20)
    for (const scored of run.slice(20))
      for (const city of ['c0', 'c2'])
        recorders.write([{ ...scored, observation: { ...scored.observation, key: [city] } }])
    const { lines } = data.whole()
    const states = unpackedLines(lines, lines.keys, 2).map(({ state }) => state)
    expect([states[2], states[3]]).toEqual(['stale', 'stale'])
    expect(lines.why[2]).toBe('no row for 40 steps, while others have come')
    expect(data.ranked()).toEqual([2, 3, 0, 1, 4, 5])
  })

  it('takes no series for stale in a file that has one after the other', () => {
    const { data, recorders } = overview(3)
    for (const city of ['c0', 'c1', 'c2'])
      for (const scored of run) {
        recorders.write([{ ...scored, observation: { ...scored.observation, key: [city] } }])
        expect(data.all().state).not.toContain(6)
      }
  })
})

const mean = (numbers: ArrayLike<number>) =>
  Array.from(numbers).reduce((sum, number) => sum + number, 0) / numbers.length
