import { describe, expect, it } from 'vitest'
import { type Example, faultOf } from '../../src/operators/example.ts'

const classes = ['no', '1']

describe('faultOf', () => {
  it.each<[Example, number | undefined]>([
    [{ text: '' }, undefined],
    [{ text: 'a', label: 1 }, 0],
    [{ text: 'a', label: null }, 0],
    [{ sequence: [[1, Number.NaN]], id: 7 }, undefined],
    [{ sequence: [] }, 2],
    [{ id: 7, label: 'no' }, 2],
  ])('finds none in %j', (example, columns) => {
    expect(faultOf(example, classes, columns)).toBeUndefined()
  })

  it.each<[unknown, number | undefined, string]>([
    [null, undefined, 'expected an object, got null'],
    [{}, undefined, 'expected a text, a sequence, or an id with a label'],
    [{ id: 1 }, 0, 'expected a text, a sequence, or an id with a label'],
    [{ label: 'no' }, 0, 'expected a text, a sequence, or an id with a label'],
    [{ text: 'a', label: 'yes' }, 0, 'expected a label among no, 1, got yes; add it to classes'],
    [{ text: 'a', sequence: [[1]] }, 0, 'expected a text or a sequence, got both'],
    [{ text: 5 }, undefined, 'expected a text, got 5'],
    [{ text: 'a' }, 2, 'expected a sequence as before, got a text'],
    [{ sequence: [[1]] }, 0, 'expected a text as before, got a sequence'],
    [
      { sequence: [] },
      undefined,
      'expected at least one row in the first sequence, to know how many columns there are',
    ],
    [
      { sequence: [[]] },
      undefined,
      'expected at least one row in the first sequence, to know how many columns there are',
    ],
    [{ sequence: [[1], [1, 2]] }, undefined, 'expected 1 numbers in row 2, got 2'],
    [{ sequence: [1, 2] }, undefined, 'expected a list of rows of numbers, got 1'],
    [{ sequence: [[1], null] }, 1, 'expected a list of rows of numbers, got null'],
    [{ sequence: ['12'] }, undefined, 'expected a list of rows of numbers, got "12"'],
    [{ sequence: Float64Array.of(1) }, undefined, 'expected a list of rows of numbers, got a typed array'],
    [{ sequence: 'rows' }, 2, 'expected a list of rows of numbers, got "rows"'],
    [{ sequence: [[1, 1e154]] }, 2, 'expected numbers within ±3.4028234663852886e+38 (float32) in row 1, got 1e+154'],
    [{ sequence: [[1, -1 / 0]] }, 2, 'expected finite numbers in row 1, got -Infinity'],
    [{ sequence: [['1', 2]] }, 2, 'expected numbers in row 1, got "1"'],
  ])('names that of %j', (example, columns, fault) => {
    expect(faultOf(example as Example, classes, columns)).toBe(fault)
  })
})
