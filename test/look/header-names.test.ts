import { describe, expect, it } from 'vitest'
import { headerNames, isTimeName } from '../../src/look/header-names.ts'

describe('headerNames', () => {
  it.each<[string, string[][], string[]]>([
    ['one line', [['day', 'a', 'b']], ['day', 'a', 'b']],
    ['no line', [], ['column1', 'column2', 'column3']],
    ['a blank name', [['', 'a', '']], ['column1', 'a', 'column3']],
    ['a name twice', [['day', 'a', 'a']], ['day', 'a', 'a 2']],
    ['a name three times, and one like the second', [['a', 'a', 'a 2']], ['a', 'a 3', 'a 2']],
    [
      'units below',
      [
        ['day', 'a', 'b'],
        ['', 'mm', 'mm'],
      ],
      ['day', 'a', 'b'],
    ],
    [
      'groups above',
      [
        ['', 'A', 'A'],
        ['day', 'x', 'y'],
      ],
      ['day', 'x', 'y'],
    ],
    [
      'groups above the same names',
      [
        ['', 'A', 'B'],
        ['day', 'x', 'x'],
      ],
      ['day', 'A x', 'B x'],
    ],
    [
      'the time in another line',
      [
        ['Price', 'x', 'y'],
        ['Date', '', ''],
      ],
      ['Date', 'x', 'y'],
    ],
  ])('reads %s', (_, lines, names) => {
    expect(headerNames(lines, [0], 3)).toEqual(names)
  })
})

describe('isTimeName', () => {
  it.each(['Date', 'date_time', 'TIMESTAMP', '<DATE>', '_time', 'Zeit', 'Year', 'YY', 'mm', 'Month/Year'])(
    'is true for %s',
    (name) => {
      expect(isTimeName(name)).toBe(true)
    },
  )
  it.each(['', 'Close', 'Release date', 'daytime_load', 'm', 'today'])('is false for %j', (name) => {
    expect(isTimeName(name)).toBe(false)
  })
})
