import { expect, it } from 'vitest'
import { KnownInputs } from '../../src/forecaster/known-inputs.ts'

/** One channel, one column, leads 1 and 2, a season of 2; the column is the row's number. */
function inputs(rows: number, ahead: (t: number) => number[] = (t) => [t, t + 1, t + 2]): KnownInputs {
  const made = new KnownInputs({ channels: 1, known: 1, leads: [1, 2], season: 2 })
  for (let t = 0; t < rows; t++) {
    const row = { time: t, values: Float64Array.of(t % 2), missing: Uint8Array.of(0), covariates: new Float64Array() }
    made.issue({ ...row, ahead: Float64Array.from(ahead(t)) }, Float64Array.of(0.5, t % 2))
  }
  return made
}
const filled = (made: KnownInputs, at: number, back: number) => {
  const out = new Float64Array(made.width)
  const use = made.fill(at, back, out)
  return { use, out: [...out] }
}

it('KnownInputs compares the target with now and with a season before', () => {
  // Rows 0 to 8: the mean is 4 and a quarter of the range is 2.
  const { use, out } = filled(inputs(9), 1, 0)
  expect(use).toBe(true)
  const [constant, , change, now, square, level, season] = out
  expect(constant).toBe(1)
  expect(now).toBe((8 - 4) / 2)
  expect(change).toBe(1)
  expect(season).toBe(1)
  expect(square).toBe((3 ** 2 - 2 ** 2) / 2)
  expect(level).toBeLessThan(0)
})

it('computes them for earlier origins as well, and not for those that never were', () => {
  const made = inputs(9)
  // One step back, lead 2: from row 7 to 9.
  expect(filled(made, 1, 1).out[3]).toBe((7 - 4) / 2)
  expect(filled(made, 1, 1).out[6]).toBe(1)
  expect(filled(inputs(1), 0, 1).use).toBe(false)
  expect(made.base(0, 0)).toBe(0.5)
  expect(Number.isNaN(inputs(1).base(0, 1))).toBe(true)
})

it('what is not known at the target adds nothing, and is of no use alone', () => {
  const { use, out } = filled(
    inputs(9, (t) => [t, Number.NaN, t + 2]),
    0,
    0,
  )
  expect(use).toBe(false)
  expect([out[2], out[4], out[5], out[6]]).toEqual([0, 0, 0, 0])
})
