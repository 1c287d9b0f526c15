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
    [{ sequence: [[1], null] }, 1, 'expected 1 numbers in row 2, got null'],
    [{ sequence: [[1, 1e39]] }, 2, 'expected finite numbers in row 1, got 1e+39'],
    [{ sequence: [['1', 2]] }, 2, 'expected finite numbers in row 1, got 1'],
    [{ sequence: 'rows' }, 2, 'expected a list of rows, got rows'],
  ])('names that of %j', (example, columns, fault) => {
    expect(faultOf(example as Example, classes, columns)).toBe(fault)
  })
})
