import { expect, it } from 'vitest'
import { NaiveErrors } from '../../src/scores/naive-errors.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('is the mean of the absolute differences of each channel, missing ones left out', () => {
  const steps = new NaiveErrors(2)
  expect(steps.mean(0)).toBeNaN()
  for (const difference of [-2, Number.NaN, 4, 0]) steps.add(0, difference)
  steps.add(1, -5)
  expect([steps.mean(0), steps.mean(1)]).toEqual([2, 5])
  const later = new NaiveErrors(2)
  restore(later, snapshot(steps))
  later.add(0, 10)
  expect([later.mean(0), later.mean(1)]).toEqual([4, 5])
})
