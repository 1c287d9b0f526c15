import { expect, it } from 'vitest'
import { rejectLine } from '../../src/sinks/reject-line.ts'

it('rejectLine is one line, whatever the cells hold', () => {
  const reject = { file: 'a.csv', line: 3, reason: 'expected 2 cells, got 1', raw: ['a\nb'] }
  const line = rejectLine(reject)
  expect(line.indexOf('\n')).toBe(line.length - 1)
  expect(JSON.parse(line)).toEqual(reject)
})
