import { describe, expect, it } from 'vitest'
import { RejectMarks } from '../../src/run/reject-marks.ts'
import { daily, read } from '../operators/observe.ts'

const reject = (line: number, column?: string) => ({
  place: { file: 'a.csv', line },
  reason: 'expected a number, got "x"',
  raw: ['x'],
  ...(column === undefined ? {} : { column }),
})

describe('RejectMarks', () => {
  it('places each reject at the first observation from a later line', () => {
    const marks = new RejectMarks()
    marks.add(reject(3, 'value'))
    marks.add(reject(5))
    expect(marks.at(read(2, 1000, 1))).toEqual([])
    expect(marks.at(read(4, 2000, 1))).toEqual([
      { time: 2000, kind: 'reject', text: 'a.csv:3 value: expected a number, got "x"' },
    ])
    expect(marks.at(read(6, 3000, 1))).toEqual([
      { time: 3000, kind: 'reject', text: 'a.csv:5 expected a number, got "x"' },
    ])
    expect(marks.at(read(7, 4000, 1))).toEqual([])
  })

  it('says which series a reject belongs to, if its row does', () => {
    const marks = new RejectMarks()
    marks.add({ ...reject(3), key: ['b'] })
    marks.add(reject(4))
    const found = marks.at({ ...read(5, 2000, 1), key: ['a'] })
    expect(found).toMatchObject([{ time: 2000, key: ['b'] }, { time: 2000 }])
    expect(found[1]).not.toHaveProperty('key')
  })

  it('waits while observations are only filled in', () => {
    const marks = new RejectMarks()
    marks.add(reject(3))
    expect(marks.at(daily([1])[0]!)).toEqual([])
    expect(marks.at(read(4, 2000, 1))).toHaveLength(1)
  })

  it('keeps the newest 5,000 if there are only rejects', () => {
    const marks = new RejectMarks()
    for (let line = 2; line < 7002; line++) marks.add(reject(line))
    const kept = marks.at(read(9000, 1000, 1))
    expect([kept.length, kept[0]!.text]).toEqual([5000, 'a.csv:2002 expected a number, got "x"'])
  })

  it('places rejects after the last row at the end, if there is a row', () => {
    const marks = new RejectMarks()
    marks.add(reject(3))
    expect(marks.rest()).toEqual([])
    marks.at(read(2, 1000, 1))
    expect(marks.rest()).toMatchObject([{ time: 1000 }])
    expect(marks.rest()).toEqual([])
  })
})
