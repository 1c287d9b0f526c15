import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { demandSpec, isCount, isLeads, specFields } from '../../src/state/spec.ts'

describe('a spec', () => {
  it('that does not hold is refused, with its beginning', () => {
    expect(() => demandSpec(true, 'x')).not.toThrow()
    expect(() => demandSpec(false, '9 "x"')).toThrow(DataError)
    expect(() => demandSpec(false, '9 "x"')).toThrow(
      'snapshot: expected the spec of an object, got "9 \\"x\\""; use an earlier snapshot',
    )
    expect(() => demandSpec(false, 'x'.repeat(1e6))).toThrow(/got "x{200}…"/)
  })

  it('is a JSON object', () => {
    expect(specFields('{"a":1}')).toEqual({ a: 1 })
    for (const text of ['', 'null', '3', '{"a"']) expect(() => specFields(text)).toThrow(DataError)
  })

  it('has counts that are whole numbers', () => {
    expect([0, 1, 2 ** 53 - 1].every((value) => isCount(value))).toBe(true)
    expect([-1, 0.5, 2 ** 53, Number.NaN, '1', null, undefined].some((value) => isCount(value))).toBe(false)
    expect([isCount(1, 2), isCount(2, 2)]).toEqual([false, true])
  })

  it('has leads that rise from 1 on', () => {
    expect([[1], [1, 2, 9]].every(isLeads)).toBe(true)
    expect([[], [0], [2, 1], [1, 1], ['1'], [1.5], '1', {}, null].some(isLeads)).toBe(false)
  })
})
