import { describe, expect, it } from 'vitest'
import type { ScoredData } from '../../src/series/scored.ts'
import { NixtlaRows } from '../../src/sinks/nixtla-rows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredOf } from './scored.ts'

const lines = (text: string) => text.trimEnd().split('\n')
const two = (origin: number, base: number) => ({
  ...scoredOf(origin, [base, base + 1]),
  levels: [0.8, 0.95],
  lower: [1, 2].map((width) => Float64Array.of(base - width, base + 1 - width)),
  upper: [1, 2].map((width) => Float64Array.of(base + width, base + 1 + width)),
})

const all = (rows: NixtlaRows, scored: readonly ScoredData[]) => scored.map((each) => rows.add(each)).join('')

describe('NixtlaRows', () => {
  it('writes an origin when its last target has arrived, and the others at the end', () => {
    const rows = new NixtlaRows({ series: ['y'] })
    expect(rows.header([0.8, 0.95])).toBe(
      'unique_id,ds,cutoff,y,rxcast,rxcast-lo-95,rxcast-lo-80,rxcast-hi-80,rxcast-hi-95\n',
    )
    expect(all(rows, [two(0, 10), two(1, 20)])).toBe('')
    expect(lines(rows.add(two(2, 30)))).toEqual([
      'y,1970-01-02 00:00:00,1970-01-01 00:00:00,0.1,10,8,9,11,12',
      'y,1970-01-03 00:00:00,1970-01-01 00:00:00,0.1,11,9,10,12,13',
    ])
    expect(lines(rows.rest()).map((line) => line.split(',').slice(1, 5).join(' '))).toEqual([
      '1970-01-03 00:00:00 1970-01-02 00:00:00 0.1 20',
      '1970-01-04 00:00:00 1970-01-02 00:00:00  21',
      '1970-01-04 00:00:00 1970-01-03 00:00:00  30',
      '1970-01-05 00:00:00 1970-01-03 00:00:00  31',
    ])
  })

  it('has the labels of an outcome, which can differ by lead', () => {
    const rows = new NixtlaRows({ series: ['rain'] })
    const outcomes = { names: ['rain'], groups: [0] }
    const at = (origin: number, residuals: readonly number[]) => ({
      ...scoredOf(origin, [0.2, 0.4]),
      outcomes,
      residuals: Float64Array.from(residuals),
    })
    const written = all(rows, [at(0, [Number.NaN, Number.NaN]), at(1, [-0.2, Number.NaN]), at(2, [0.8, 0.6])])
    expect(lines(written + rows.rest()).map((line) => line.split(',')[3])).toEqual(['0', '1', '1', '', '', ''])
  })

  it('knows no values across a gap too long to fill', () => {
    const rows = new NixtlaRows({ series: ['y'] })
    const before = lines(
      all(rows, [two(0, 10), { ...two(9, 20), observation: { ...two(9, 20).observation, restart: true } }]),
    )
    expect(before.map((line) => line.split(',')[3])).toEqual(['', ''])
  })

  it('keeps series with different keys apart', () => {
    const rows = new NixtlaRows({ series: ['y'] })
    const keyed = (key: string, origin: number, base: number) => {
      const scored = two(origin, base)
      return { ...scored, observation: { ...scored.observation, key: [key, 'a,b'], values: [base] } }
    }
    all(rows, [keyed('x', 0, 10), keyed('z', 0, 1), keyed('x', 1, 20), keyed('z', 1, 2)])
    const ids = lines(rows.rest()).map((line) =>
      line
        .match(/^"(\w)\/a,b",.*?,.*?,(\d*),/)
        ?.slice(1)
        .join(' '),
    )
    expect(ids).toEqual(['x 20', 'x ', 'x ', 'x ', 'z 2', 'z ', 'z ', 'z '])
  })

  it('goes on from a snapshot with the same text', () => {
    const run = [two(0, 10), two(1, 20), two(2, 30), two(3, 40), two(4, 50)]
    for (let at = 0; at <= run.length; at++) {
      const [whole, before, after] = [1, 2, 3].map(() => new NixtlaRows({ series: ['y'] })) as NixtlaRows[]
      const text = all(before!, run.slice(0, at))
      restore(after!, snapshot(before!))
      expect(text + all(after!, run.slice(at)) + after!.rest()).toBe(all(whole!, run) + whole!.rest())
    }
  })
})
