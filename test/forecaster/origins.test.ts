import { expect, it } from 'vitest'
import { Origins } from '../../src/forecaster/origins.ts'

it('Origins finds what was written so many steps ago, and nothing before the first', () => {
  const origins = new Origins(3, 2)
  expect(origins.before(1)).toBe(-1)
  for (let t = 0; t < 8; t++) {
    const at = origins.next()
    origins.values.set([t, -t], at)
    for (let lead = 1; lead <= Math.min(3, t + 1); lead++)
      expect(origins.values[origins.before(lead)]).toBe(t + 1 - lead)
  }
})

it('Origins that were cleared hold nothing, and begin anew', () => {
  const origins = new Origins(3, 1)
  for (let t = 0; t < 5; t++) origins.values[origins.next()] = t
  origins.clear()
  expect(origins.before(1)).toBe(-1)
  origins.values[origins.next()] = 7
  expect(origins.values[origins.before(1)]).toBe(7)
  expect(origins.before(2)).toBe(-1)
})
