import { expect, it } from 'vitest'
import { OpenWindows } from '../../src/resample/open-windows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const columns = { values: ['sum'], covariates: ['max'], known: [], elsewhere: [], per: 1000 } as const
const make = () => new OpenWindows(columns, (end) => end + 5)
const reading = (time: number) => ({ time, values: [time], covariates: [-time] })

it('keeps windows until they are complete, and takes them out in order', () => {
  let open = make()
  expect(open.soonest).toBe(Number.POSITIVE_INFINITY)
  open.add({ begin: 10, end: 20 }, reading(11))
  open.add({ begin: 0, end: 10 }, reading(1))
  open.add({ begin: 0, end: 10 }, reading(2))
  expect(open.soonest).toBe(15)
  const bytes = snapshot(open)
  open = make()
  restore(open, bytes)
  expect(open.takeComplete(14)).toEqual([])
  const [first, second, ...others] = open.takeComplete(25)
  expect([first!.begin, second!.begin, others.length]).toEqual([0, 10, 0])
  expect(open.numbersOf(first!)).toEqual({ values: Float64Array.of(3), covariates: Float64Array.of(-1) })
  expect(open.nothing).toEqual({ values: Float64Array.of(0), covariates: Float64Array.of(Number.NaN) })
  expect(open.soonest).toBe(Number.POSITIVE_INFINITY)
})

it('says which readings fit', () => {
  const open = make()
  expect(open.widths).toBe('1,1,0,0')
  expect(open.fits(reading(1))).toBe(true)
  expect(open.fits({ time: 1, values: [1] })).toBe(false)
})
