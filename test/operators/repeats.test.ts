import { expect, it } from 'vitest'
import { inOrder } from '../../src/operators/in-order.ts'
import { isCompleted, released, withRepeat } from '../../src/operators/repeats.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { booked, read } from './observe.ts'

const missing = Number.NaN
const row = (...values: number[]): Observation => ({ time: 1, values: Float64Array.from(values), covariates: [] })

const meanOf = (rows: readonly Observation[]) => rows.reduce((held, next) => withRepeat(held, next, 'mean'))

it('takes the mean of the numbers that are there, of each column', () => {
  const rows = [row(1, missing), row(missing, 7), row(2, 9), row(6, missing)]
  expect(Array.from(meanOf(rows).values)).toEqual([3, 8])
  expect(released(meanOf(rows))).not.toHaveProperty('counts')
})

it('stays within the numbers, however large they are, and keeps one that is repeated', () => {
  const most = Number.MAX_VALUE
  expect(meanOf([row(most), row(most), row(most)]).values[0]).toBe(most)
  expect(meanOf([row(-most), row(most)]).values[0]).toBe(0)
  expect(meanOf(Array.from({ length: 50 }, () => row(0.1))).values[0]).toBeCloseTo(0.1, 15)
})

it('takes the last row for messages, and of each column the last number', () => {
  const [first, second] = [read(2, 1, 5), { ...read(3, 1, missing), known: [1] }]
  const held = withRepeat({ ...first, known: [missing] }, second, 'last')
  expect(held).toMatchObject({ row: second.row, known: Float64Array.of(1), values: Float64Array.of(5) })
})

it('counts a time whose missing target came with a repeat as accepted', () => {
  const { ledger } = booked(1)
  ledger.accept(true)
  const run = inOrder({ duplicates: 'last' }, { ledger }).open(() => {})
  run.next(read(2, 1, missing))
  run.next(read(3, 1, 5))
  expect(ledger.counts).toMatchObject({ rows: 2, accepted: 1, imputed: 0, skipped: 1 })
  expect(isCompleted(row(missing), row(1))).toBe(true)
})

it('goes on with a mean after a restart', () => {
  const values = (at: number) => {
    const out: number[] = []
    let run = inOrder({ duplicates: 'mean' }).open((one) => out.push(one.values[0]!))
    for (const [i, value] of [1, 2, 6, 8].entries()) {
      if (i === at) {
        const saved = snapshot(run)
        run = inOrder({ duplicates: 'mean' }).open((one) => out.push(one.values[0]!))
        expect(restore(run, saved)).toEqual([])
      }
      run.next(row(value))
    }
    run.flush?.()
    return out
  }
  for (const at of [-1, 1, 2, 3]) expect(values(at)).toEqual([4.25])
})
