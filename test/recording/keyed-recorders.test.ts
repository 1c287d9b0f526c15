import { describe, expect, it } from 'vitest'
import { KeyedRecorders } from '../../src/recording/keyed-recorders.ts'
import { insideSharers } from '../../src/recording/shares.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const run = scoredWeather({ rows: 60 })
const rows = { rows: 60, accepted: 60, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const options = { id: 'id', title: 'sales', series: ['y'], budget: 1 << 20 }
const recorders = (most?: number) => new KeyedRecorders({ ...options, ...(most ? { most } : {}) })
const keyed = (key: (i: number) => readonly string[], some: readonly ScoredData[] = run) =>
  some.map((scored, i) => ({ ...scored, observation: { ...scored.observation, key: key(i) } }))
/** The same as often as there are keys, all at the time of the row. */
const each = (count: number, some: readonly ScoredData[] = run) =>
  some.flatMap((scored) => Array.from({ length: count }, (_, i) => keyed(() => [`s${i}`], [scored])[0]!))
const save = (all: KeyedRecorders) => [...all.pieces()].map(([, piece]) => snapshot(piece))

describe('KeyedRecorders', () => {
  it('records the only series of a run without keys', () => {
    const one = recorders()
    expect(one.all[0]!.recorder!.status().state).toBe('waiting')
    one.write(run)
    expect(one.all).toHaveLength(1)
    expect(one.all[0]!.recorder!.run(0)).toMatchObject({ id: 'id', title: 'sales' })
    expect(one.all[0]!.recorder!.history.end).toBe(60)
  })

  it('records each series on its own, with its key in the title', () => {
    const two = recorders()
    two.write(keyed((i) => ['1', i % 3 === 0 ? 'a' : 'b']))
    expect(two.all.map(({ key, recorder }) => [key, recorder!.run(0).title, recorder!.history.end])).toEqual([
      [['1', 'a'], 'sales · 1 · a', 20],
      [['1', 'b'], 'sales · 1 · b', 40],
    ])
    expect(new Set(two.all.map(({ recorder }) => recorder!.run(0).id)).size).toBe(2)
  })

  it('adds a mark to the series that it names, or to that of the row before it', () => {
    const two = recorders()
    const [a, b] = keyed((i) => [String(i % 2)])
    two.write([a!])
    two.note({ time: 1, kind: 'note', text: 'after 0' })
    two.write([b!])
    two.note({ time: 1, kind: 'note', text: 'after 1' })
    two.note({ time: 1, kind: 'note', text: 'of 0', key: ['0'] })
    two.note({ time: 1, kind: 'note', text: 'of none', key: ['2'] })
    expect(two.all.map(({ recorder }) => recorder!.marks)).toEqual([
      [
        { time: 1, kind: 'note', text: 'after 0' },
        { time: a!.observation.time, kind: 'note', text: 'of 0' },
      ],
      [{ time: 1, kind: 'note', text: 'after 1' }],
    ])
  })

  it('numbers the events of all series, and marks each at its series', () => {
    const two = recorders()
    const batch = each(2, run.slice(0, 3))
    const event = (kind: 'anomaly' | 'drift', i: number) => ({ kind, time: batch[i]!.observation.time, reason: kind })
    two.write(batch.slice(0, 2))
    two.write([{ ...batch[2]!, drift: [0] }])
    two.write([{ ...batch[3]!, events: [event('anomaly', 3)] }])
    two.happened({ kind: 'stale', time: 9, reason: 'silent', key: ['s0'], clock: true })
    expect(two.events.from(0)).toMatchObject([
      { number: 0, index: 0, kind: 'drift', channel: 0 },
      { number: 1, index: 1, kind: 'anomaly' },
      { number: 2, index: 0, kind: 'stale', time: 9, reason: 'silent', clock: true },
    ])
    expect(two.all.map(({ recorder }) => recorder!.marks.map(({ kind }) => kind))).toEqual([
      ['drift', 'stale'],
      ['anomaly'],
    ])
    expect(two.all[0]!.standing(0, two.present)).toMatchObject({ state: 'stale', why: 'silent' })
  })

  it('calls none silent while it is behind', () => {
    let isBehind = true
    const two = new KeyedRecorders({ ...options, isBehind: () => isBehind })
    two.write(each(2, run.slice(0, 20)))
    two.write(keyed(() => ['s0'], run.slice(20)))
    const standing = () => two.all[1]!.standing(0, two.present).state
    expect(standing()).not.toBe('stale')
    isBehind = false
    expect(standing()).toBe('stale')
  })

  it('gives each series an equal share of the bytes, whatever their number, and none more than the first', () => {
    const sizes = [1, 4, 5, 8, 9].map((count) => {
      const some = new KeyedRecorders({ ...options, budget: 8000 })
      some.write(each(count))
      return some.all.map(({ recorder }) => recorder!.history.end - recorder!.history.first)
    })
    for (const all of sizes) expect(new Set(all).size).toBe(1)
    const [one, four, five, eight, nine] = sizes.map(([first]) => first!)
    expect([four, eight]).toEqual([one, five])
    expect([one! / five!, five! / nine!].map((ratio) => Math.round(ratio))).toEqual([2, 2])
  })

  it('keeps the inside state of the first series only, and says which', () => {
    const many = recorders()
    many.write(each(insideSharers + 2))
    const kept = many.all.map(({ recorder }) => recorder!.history.layout!.experts.length > 0)
    expect(kept).toEqual(kept.map((_, i) => i < insideSharers))
    expect(['s0', `s${insideSharers}`, 'new'].map((key) => many.wantsInside([key]))).toEqual([true, false, false])
    expect(recorders().wantsInside(['new'])).toBe(true)
  })

  it('records more series than have room by their last values, and begins with these when somebody looks', () => {
    const many = recorders(2)
    many.write(each(4))
    expect(many.all.map(({ recorder }) => recorder !== undefined)).toEqual([true, true, false, false])
    const last = many.all[3]!
    const end = many.look(last)
    expect(many.all.map(({ recorder }) => recorder !== undefined)).toEqual([true, false, false, true])
    const { history } = last.recorder!
    expect([history.first, history.end]).toEqual([0, 60])
    expect([...history.stretch(58, 60).exact]).toEqual(
      run.slice(58).flatMap(({ observation: { values } }) => [values[0]!, values[0]!]),
    )
    expect(history.stretch(58, 59).differences[0]).toBe(
      Math.fround(run[58]!.values[0]! - run[58]!.observation.values[0]!),
    )
    many.write(each(4, scoredWeather({ rows: 61 }).slice(60)))
    expect([history.end, history.layout!.experts.length]).toEqual([61, 2])
    end()
    expect(history.end - history.insideFirst).toBeLessThanOrEqual(2)
  })

  it('gives the recorder of a series that is fine to one that needs attention', () => {
    const many = recorders(2)
    many.write(each(3, run.slice(0, 40)))
    for (const scored of each(3, run.slice(40))) {
      const broken = scored.observation.key![0] === 's2'
      many.write([broken ? { ...scored, drift: [0] } : scored])
    }
    expect(many.all.map(({ recorder }) => recorder !== undefined)).toEqual([true, false, true])
  })

  it('goes on from its state as if it had not stopped, whatever the batches', () => {
    const batch = each(5)
    const whole = recorders(3)
    whole.write(batch)
    const before = recorders(3)
    for (const scored of batch.slice(0, 141)) before.write([scored])
    const after = recorders(3)
    const saved = save(before)
    let at = 0
    for (const [, piece] of after.pieces()) restore(piece, saved[at++]!)
    expect(at).toBe(6)
    after.write(batch.slice(141, 150))
    after.write(batch.slice(150))
    expect(save(after)).toEqual(save(whole))
  })

  it('changes the version of exactly what has changed', () => {
    const two = recorders()
    two.write(each(2, run.slice(0, 2)))
    const before = [...two.pieces()].map(([, { version }]) => version)
    two.write(keyed(() => ['s1'], [run[2]!]))
    const after = [...two.pieces()].map(([, { version }]) => version)
    expect(after.map((version, i) => version !== before[i])).toEqual([true, false, true])
  })

  it('fails with every series, and ends with every series', () => {
    const two = recorders()
    two.write(keyed((i) => [String(i % 2)]))
    two.fail(new Error('gone'))
    expect(two.all.map(({ recorder }) => recorder!.status().problem)).toEqual(['gone', 'gone'])
    two.end({ rows, notes: ['a'] })
    for (const { recorder } of two.all) expect(recorder!.status()).toMatchObject({ state: 'ended', rows, notes: ['a'] })
  })
})
