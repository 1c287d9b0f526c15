import { expect, it } from 'vitest'
import { LastRows } from '../../src/forecaster/last-rows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const row = (time: number) => ({ time, values: [time * 2, Number.NaN], covariates: [time * 3] })
const times = (rows: LastRows) => [...rows].map(({ time }) => time)

it('LastRows keeps the last rows without a gap, the oldest first, also after a snapshot', () => {
  const rows = new LastRows(2, 1, 3)
  expect(times(rows)).toEqual([])
  for (const time of [1, 2, 3, 4]) rows.push(row(time))
  const restored = new LastRows(2, 1, 3)
  restore(restored, snapshot(rows))
  expect(times(restored)).toEqual([2, 3, 4])
  const [{ values, covariates = [] }] = [...restored] as [ReturnType<typeof row>]
  expect([...values, ...covariates]).toEqual([4, Number.NaN, 6])
  restored.push({ ...row(9), restart: true })
  expect(times(restored)).toEqual([9])
  // One without covariates has none that are known.
  restored.push({ time: 10, values: [1, 2], covariates: [] })
  expect([...restored].map(({ covariates: own }) => Number(own![0]))).toEqual([27, Number.NaN])
})
