import { describe, expect, it } from 'vitest'
import { KeyedRecorders } from '../../src/recording/keyed-recorders.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const run = scoredWeather({ rows: 30 })
const rows = { rows: 30, accepted: 30, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const recorders = () => new KeyedRecorders({ id: 'id', title: 'sales', series: ['y'], budget: 1 << 20 })
const keyed = (key: (i: number) => readonly string[]) =>
  run.map((scored, i) => ({ ...scored, observation: { ...scored.observation, key: key(i) } }))

describe('KeyedRecorders', () => {
  it('records the only series of a run without keys', () => {
    const one = recorders()
    expect(one.all[0]!.recorder.status().state).toBe('waiting')
    one.write(run)
    expect(one.all).toHaveLength(1)
    expect(one.all[0]!.recorder.run(0)).toMatchObject({ id: 'id', title: 'sales' })
    expect(one.all[0]!.recorder.history.end).toBe(30)
  })

  it('records each series on its own, with its key in the title', () => {
    const two = recorders()
    two.write(keyed((i) => ['1', i % 3 === 0 ? 'a' : 'b']))
    expect(two.all.map(({ name, recorder }) => [name, recorder.run(0).title, recorder.history.end])).toEqual([
      ['1 · a', 'sales · 1 · a', 10],
      ['1 · b', 'sales · 1 · b', 20],
    ])
    expect(new Set(two.all.map(({ recorder }) => recorder.run(0).id)).size).toBe(2)
  })

  it('adds a mark to the series of the row before it', () => {
    const two = recorders()
    const [a, b] = keyed((i) => [String(i % 2)])
    two.write([a!])
    two.note({ time: 1, kind: 'note', text: 'of 0' })
    two.write([b!])
    two.note({ time: 1, kind: 'note', text: 'of 1' })
    expect(two.all.map(({ recorder }) => recorder.marks.map(({ text }) => text))).toEqual([['of 0'], ['of 1']])
  })

  it('records twenty series at most, and notes how many there are', () => {
    const many = recorders()
    many.write(keyed((i) => [String(i)]))
    many.progress(0.5, rows)
    many.end({ rows, notes: ['a'] })
    expect([many.all.length, many.more]).toEqual([20, 10])
    for (const { recorder } of many.all)
      expect(recorder.status()).toMatchObject({
        state: 'ended',
        observations: 1,
        rows,
        notes: ['a', 'shown here are the first 20 of 30 series'],
      })
  })

  it('fails with every series', () => {
    const two = recorders()
    two.write(keyed((i) => [String(i % 2)]))
    two.fail(new Error('gone'))
    expect(two.all.map(({ recorder }) => recorder.status().problem)).toEqual(['gone', 'gone'])
  })
})
