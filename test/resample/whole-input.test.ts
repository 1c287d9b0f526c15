import { describe, expect, it } from 'vitest'
import type { ResamplerOptions } from '../../src/resample/resampling.ts'
import { resampler } from './counted.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const day = (text: string) => at(`${text}T00:00`)

describe('Resampler that waits for the end', () => {
  const together = (options: ResamplerOptions, rows: readonly (readonly [time: string, value: number])[]) => {
    const made = resampler({ ...options, wait: 'ever' })
    for (const [time, value] of rows) expect(made.add(at(time), value)).toEqual([])
    return made.end()
  }

  it('adds rows up by day, in any order, with zero for a day without rows', () => {
    const rows = [
      ['2024-01-03T10:00', 5],
      ['2024-01-01T23:59', 1],
      ['2024-01-01T00:00', 2],
    ] as const
    expect(together({ to: '1d', values: 'sum' }, rows)).toEqual([
      [day('2024-01-01'), 3],
      [day('2024-01-02'), 0],
      [day('2024-01-03'), 5],
    ])
  })

  it('averages rows, and leaves out windows without rows', () => {
    const rows = [
      ['2024-01-01T00:01', 1],
      ['2024-01-01T00:04', 3],
      ['2024-01-01T00:11', 5],
    ] as const
    expect(together({ to: '5min', values: 'mean' }, rows)).toEqual([
      [at('2024-01-01T00:00'), 2],
      [at('2024-01-01T00:10'), 5],
    ])
  })

  it('passes over missing values', () => {
    const rows = [
      ['2024-01-01T00:00', Number.NaN],
      ['2024-01-01T01:00', 3],
      ['2024-01-02T00:00', Number.NaN],
    ] as const
    expect(together({ to: '1d', values: 'sum' }, rows).map(([, value]) => value)).toEqual([3, Number.NaN])
  })

  it('makes no zeros up to a row of a wrong year, but for gaps as long as others', () => {
    const rows = [
      ['2024-01-01T00:00', 1],
      ['2024-01-03T00:00', 2],
      ['9024-01-01T00:00', 3],
    ] as const
    expect(together({ to: '1d', values: 'sum' }, rows).map(([, value]) => value)).toEqual([1, 0, 2, 3])
    const rare = [
      ['2014-01-01T00:00', 1],
      ['2016-01-01T00:00', 2],
      ['2024-01-01T00:00', 3],
    ] as const
    expect(together({ to: '1d', values: 'sum' }, rare)).toHaveLength(3653)
  })

  it('stops at a window that is far too short', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => [new Date(900 * i).toISOString().slice(0, -1), 1] as const)
    expect(() => together({ to: '1ms', values: 'sum' }, rows)).toThrow('expected at most 5000000 windows')
  })
})
