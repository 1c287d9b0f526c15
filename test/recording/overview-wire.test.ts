import { describe, expect, it } from 'vitest'
import { type Lines, unpackedLines } from '../../src/recording/overview-wire.ts'

describe('unpackedLines', () => {
  it('takes the key of a line from its series, and its target from its number', () => {
    const lines: Lines = {
      firstKey: 1,
      keys: [['Bergen']],
      index: [0, 3],
      state: [1, 5],
      attention: [0, 40],
      why: ['', 'its level has changed'],
      time: [1000, null],
      value: [2.5, null],
      skill: [0.25, null],
      misses: [0.02, 0.3],
      rows: [9, 0],
      events: [0, 2],
    }
    expect(unpackedLines(lines, [['Oslo'], ['Bergen']], 2)).toEqual([
      {
        index: 0,
        series: 0,
        channel: 0,
        key: ['Oslo'],
        state: 'fine',
        attention: 0,
        why: '',
        time: 1000,
        value: 2.5,
        skill: 0.25,
        misses: 0.02,
        rows: 9,
        events: 0,
      },
      {
        index: 3,
        series: 1,
        channel: 1,
        key: ['Bergen'],
        state: 'drift',
        attention: 40,
        why: 'its level has changed',
        time: null,
        value: null,
        skill: null,
        misses: 0.3,
        rows: 0,
        events: 2,
      },
    ])
  })
})
