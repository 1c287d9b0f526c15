import { expect, it } from 'vitest'
import type { Column } from '../../src/look/columns.ts'
import { naturalBounds } from '../../src/look/natural-bounds.ts'

const bounds = (name: string, values: number[], cells: string[] = []) =>
  naturalBounds({ name, cells } as unknown as Column, Float64Array.from(values))

it('knows limits by the kind of number only', () => {
  expect(bounds('sales', [1.5, 3])).toEqual({ min: 0 })
  expect(bounds('x', [1, 3])).toEqual({ min: 0 })
  expect(bounds('x', [1.5, 3])).toEqual({})
  expect(bounds('sales', [-1, 3])).toEqual({})
  expect(bounds('temperature', [12, 30])).toEqual({})
  expect(bounds('humidity (%)', [40, 81])).toEqual({ min: 0, max: 100 })
  expect(bounds('cpu', [30.25, 40], ['30.25 %'])).toEqual({ min: 0, max: 100 })
  expect(bounds('share', [0.2, 0.4])).toEqual({ min: 0, max: 1 })
  expect(bounds('cpu %', [30, 140])).toEqual({ min: 0 })
})
