import { describe, expect, it } from 'vitest'
import { describeReject } from '../../src/series/reject.ts'

describe('describeReject', () => {
  it('says where and why, with the column where one is at fault', () => {
    const reject = { file: 'a.csv', line: 7, reason: 'expected a number, got "x"', raw: 'x' }
    expect(describeReject({ ...reject, column: 'y' })).toBe('a.csv:7 y: expected a number, got "x"')
    expect(describeReject(reject)).toBe('a.csv:7 expected a number, got "x"')
  })
})
