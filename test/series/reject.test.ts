import { describe, expect, it } from 'vitest'
import { describeReject, rejectLine, rejectsPath, shortened } from '../../src/series/reject.ts'

describe('describeReject', () => {
  it('gives place and reason, with the column if one is to blame', () => {
    const reject = { place: { file: 'a.csv', line: 7 }, reason: 'expected a number, got "x"', raw: 'x' }
    expect(describeReject({ ...reject, column: 'y' })).toBe('a.csv:7 y: expected a number, got "x"')
    expect(describeReject(reject)).toBe('a.csv:7 expected a number, got "x"')
    expect(describeReject({ ...reject, place: undefined })).toBe('expected a number, got "x"')
  })
})

describe('rejectLine', () => {
  it('is a single line whatever the cells contain, with the place first', () => {
    const reject = { place: { file: 'a.csv', line: 3 }, reason: 'expected 2 cells, got 1', raw: ['a\nb'] }
    expect(rejectLine(reject)).toBe('{"file":"a.csv","line":3,"reason":"expected 2 cells, got 1","raw":["a\\nb"]}\n')
  })

  it('has the fields of a message if it came from a stream of messages', () => {
    const reject = { place: { stream: 'prices', partition: 3, offset: 42 }, column: 'y', reason: 'r', raw: '{}' }
    expect(JSON.parse(rejectLine(reject))).toEqual({
      stream: 'prices',
      partition: 3,
      offset: 42,
      column: 'y',
      reason: 'r',
      raw: '{}',
    })
  })
})

describe('rejectsPath', () => {
  it('is beside the output', () => {
    expect(rejectsPath('out/a.csv')).toBe('out/a.csv.rejects.ndjson')
  })
})

describe('shortened', () => {
  it('leaves short texts, and cuts off long ones', () => {
    const reject = { reason: 'expected less', raw: 'abc' }
    expect(shortened(reject, 20)).toEqual(reject)
    expect(shortened({ reason: 'expected less', raw: 'abcdef' }, 4)).toEqual({ reason: 'expe…', raw: 'abcd…' })
    expect(shortened({ reason: '', raw: ['ab', 'cdef', 'g'] }, 6).raw).toEqual(['ab', 'cde…'])
  })
})
