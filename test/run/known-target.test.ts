import { describe, expect, it } from 'vitest'
import { KnownTarget } from '../../src/run/known-target.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000
function known(values: readonly number[]): KnownTarget {
  const target = new KnownTarget()
  for (const [t, value] of values.entries()) target.see(t * day, value, false, false)
  return target
}
const texts = (target: KnownTarget, latest: number) => target.findings(latest * day).map(({ text }) => text)
const moving = Array.from({ length: 100 }, (_, t) => t % 7)

describe('KnownTarget', () => {
  it('says since when it has stood still, if it moved before', () => {
    const stuck = [...moving, ...Array<number>(60).fill(101.5)]
    expect(texts(known(stuck), 159)).toEqual(['has stood at 101.5 since 1970-04-11T00:00:00.000Z, longer than before'])
    // A missing value in between does not count.
    expect(texts(known([...stuck, Number.NaN, 101.5]), 161)).toHaveLength(1)
    expect(texts(known([...stuck, 3]), 160)).toEqual([])
  })

  it('does not report a constant, of a short stand, or of one that has been as long before', () => {
    expect(texts(known(Array<number>(200).fill(7)), 199)).toEqual([])
    expect(texts(known([...moving, ...Array<number>(50).fill(9)]), 149)).toEqual([])
    const closed = Array<number>(80).fill(0)
    expect(texts(known([...closed, ...moving, ...closed]), 259)).toEqual([])
  })

  it('says that it has ended, whether its rows are empty or none come', () => {
    const said = ['has had no value since 1970-04-10T00:00:00.000Z; its forecasts go on from there']
    expect(texts(known([...moving, ...Array<number>(50).fill(Number.NaN)]), 149)).toEqual(said)
    expect(texts(known(moving), 149)).toEqual(said)
    expect(texts(known(moving), 148)).toEqual([])
    expect(texts(known([1]), 0)).toEqual([])
  })

  it('says since when its last values are in doubt', () => {
    const target = known(moving)
    for (const t of [100, 101]) target.see(t * day, 500, false, true)
    expect(texts(target, 101)).toEqual([
      'is not as expected since 1970-04-11T00:00:00.000Z: a spike, or a new unit or level; until more values tell, its forecast is the last one, and the intervals allow for both',
    ])
    target.see(102 * day, 3, false, false)
    expect(texts(target, 102)).toEqual([])
  })

  it('goes on from a snapshot', () => {
    const first = known([...moving, ...Array<number>(40).fill(9)])
    const second = new KnownTarget()
    restore(second, snapshot(first))
    for (let t = 140; t < 160; t++) second.see(t * day, 9, false, false)
    expect(texts(second, 159)).toEqual(['has stood at 9 since 1970-04-11T00:00:00.000Z, longer than before'])
  })
})
