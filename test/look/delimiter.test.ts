import { expect, it } from 'vitest'
import { delimiterOf } from '../../src/look/delimiter.ts'

it.each([
  [';', 'a;b\n1,5;2,5\n2,5;3,5\n'],
  [',', 'a,b\n1,2\n3,4\n'],
  [',', 'value\n1\n2\n'],
  [',', 'when\n2024-01-01 00:00:00\n2024-01-02 00:00:00\n'],
  ['\t', 'a\tb\n1,5\t2024-01-01 00:00\n1,5\t2024-01-02 00:00\n'],
  [' ', '01.01.2024 00:00 5,3\n02.01.2024 00:00 5,4\n03.01.2024 00:00 5,5\n'],
  [' ', 'Date Close\n2024-01-01 20.00\n2024-01-02 21.50\n'],
  [',', `ts,v\n${'2024-01-01 00:00,20.00\n'.repeat(8)}ts,v,q\n2024-01-01 00:00,20.00,0\n`],
  [';', 'when;value\n01.01.2024, 00:00;5\n02.01.2024, 00:00;6\n'],
])('is %j for %j', (delimiter, text) => {
  expect(delimiterOf(text, 0, '')).toBe(delimiter)
})

it('is judged without skipped lines and comments', () => {
  expect(delimiterOf('1,2,3\n4,5,6\n7,8,9\na;b\n1;2\n', 3, '')).toBe(';')
  expect(delimiterOf('#1,2,3\n#4,5,6\n#7,8,9\na;b\n1;2\n', 0, '#')).toBe(';')
})
