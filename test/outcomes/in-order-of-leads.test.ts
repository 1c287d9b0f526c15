import { expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { inOrderOfLeads } from '../../src/outcomes/in-order-of-leads.ts'

const ordered = (values: readonly number[], sign: 1 | -1 = 1) => {
  const probabilities = Float64Array.from(values)
  inOrderOfLeads(probabilities, sign)
  return [...probabilities]
}

it('probabilities in order stay as they are, bit for bit', () => {
  expect(ordered([0.1, 0.1, 0.3])).toEqual([0.1, 0.1, 0.3])
  expect(ordered([0.3, 0.2], -1)).toEqual([0.3, 0.2])
  expect(ordered([0.4])).toEqual([0.4])
})

it('neighbours that are not in order get their mean', () => {
  expect(ordered([0.25, 0.75, 0.25, 1])).toEqual([0.25, 0.5, 0.5, 1])
  expect(ordered([0.75, 0.5, 0.25])).toEqual([0.5, 0.5, 0.5])
  expect(ordered([0.25, 0.75], -1)).toEqual([0.5, 0.5])
})

it('the squared errors against labels in order never become larger', () => {
  const random = new Random(3)
  for (let trial = 0; trial < 200; trial++) {
    const leads = 1 + Math.floor(6 * random.uniform())
    const before = Array.from({ length: leads }, () => random.uniform())
    const first = Math.floor((leads + 1) * random.uniform())
    const error = (values: readonly number[]) =>
      values.reduce((sum, value, lead) => sum + (value - Number(lead >= first)) ** 2, 0)
    const after = ordered(before)
    expect(after.every((value, lead) => lead === 0 || value >= after[lead - 1]!)).toBe(true)
    expect(error(after)).toBeLessThanOrEqual(error(before) + 1e-12)
  }
})
