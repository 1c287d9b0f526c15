import { describe, expect, it } from 'vitest'
import { inPlace, type Listing, listed } from '../../../dashboards/many/order.ts'
import type { SeriesLine } from '../../../src/recording/overview-wire.ts'

const base: Omit<SeriesLine, 'index' | 'key'> = {
  series: 0,
  channel: 0,
  state: 'fine',
  attention: 0,
  why: '',
  time: 0,
  value: 1,
  skill: 0.1,
  misses: 0,
  rows: 100,
  events: 0,
}
const names = ['store-10 · milk', 'store-9 · milk', 'store-9 · bread', 'store-2 · eggs']
const lines: SeriesLine[] = [
  { ...base, index: 0, key: [], value: 5, skill: null, misses: 0.04 },
  { ...base, index: 1, key: [], state: 'drift', attention: 3, value: null, skill: -0.2 },
  { ...base, index: 2, key: [], value: 9, skill: 0.4, misses: 0.1 },
  { ...base, index: 3, key: [], state: 'stale', attention: 4, value: -1 },
]
const all: Listing = { sort: 'attention', reversed: false, states: new Set(), search: '' }
const order = (change: Partial<Listing>) => listed(lines, names, { ...all, ...change })

describe('the order of lines', () => {
  it('begins with the most urgent, and keeps equal ones in the order of their numbers', () => {
    expect(order({})).toEqual([3, 1, 0, 2])
  })

  it('is by name with numbers as numbers, by value, by least skill and by misses, and can be reversed', () => {
    expect(order({ sort: 'name' })).toEqual([3, 2, 1, 0])
    expect(order({ sort: 'value' })).toEqual([2, 0, 3, 1])
    expect(order({ sort: 'skill' })).toEqual([1, 3, 2, 0])
    expect(order({ sort: 'misses' })).toEqual([2, 0, 1, 3])
    expect(order({ sort: 'misses', reversed: true })).toEqual([1, 3, 0, 2])
  })

  it('has only the states that are asked for, and the names with all words of the search', () => {
    expect(order({ states: new Set(['drift', 'stale']) })).toEqual([3, 1])
    expect(order({ search: 'milk STORE-9' })).toEqual([1])
    expect(order({ search: ' nothing' })).toEqual([])
  })

  it('stays while somebody reads it: new lines come last, others go', () => {
    expect(inPlace([2, 0, 1], [1, 3, 0])).toEqual([0, 1, 3])
    expect(inPlace([], [1, 0])).toEqual([1, 0])
  })
})
