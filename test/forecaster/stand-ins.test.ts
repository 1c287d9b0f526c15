import { describe, expect, it } from 'vitest'
import { StandIns } from '../../src/forecaster/stand-ins.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Origin t forecasts 100 t + lead. */
const forecasts = (t: number, leads: readonly number[]) => Float64Array.from(leads, (lead) => 100 * t + lead)

/** The stand-ins of an outage of `count` steps after ten values. */
function bridge(leads: readonly number[], count: number): number[] {
  const standIns = new StandIns(1, leads)
  for (let t = 0; t < 10; t++) standIns.issue(forecasts(t, leads), Uint8Array.of(0))
  return Array.from({ length: count }, (_, k) => {
    const value = standIns.next(0)
    standIns.issue(forecasts(10 + k, leads), Uint8Array.of(1))
    return value
  })
}

describe('StandIns', () => {
  it('come straight from the last value as far as the leads reach, then by the longest lead', () => {
    expect(bridge([1, 2, 3], 5)).toEqual([901, 902, 903, 1003, 1103])
  })

  it('use the longest lead that is due, and before the first of them a forecast of an earlier origin', () => {
    expect(bridge([1, 3], 4)).toEqual([901, 1001, 903, 1003])
    expect(bridge([4], 5)).toEqual([604, 704, 804, 904, 1004])
  })

  it('are unknown before the first forecast, and the same after a snapshot', () => {
    const standIns = new StandIns(2, [1, 2])
    expect(standIns.next(0)).toBeNaN()
    standIns.issue(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 0))
    standIns.issue(Float64Array.of(5, 6, 7, 8), Uint8Array.of(0, 1))
    const restored = new StandIns(2, [1, 2])
    restore(restored, snapshot(standIns))
    expect([restored.next(0), restored.next(1)]).toEqual([5, 4])
  })
})
