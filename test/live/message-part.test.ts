import { expect, it } from 'vitest'
import { noRow, rejected, withFields } from '../../src/live/message-part.ts'

it('has fields around it: those that are read, behind the columns of CSV', () => {
  const fields = { key: 'a', other: 1, none: null, v: 9 }
  expect(withFields({ cells: ['1'], header: ['v'] }, fields, ['key', 'v', 'none'])).toEqual({
    cells: ['1', 'a', ''],
    header: ['v', 'key', 'none'],
  })
  expect(withFields({ row: { v: 1 }, raw: '{"v":1}', around: { key: 'b' } }, fields, [])).toEqual({
    row: { v: 1 },
    raw: '{"v":1}',
    around: { ...fields, key: 'b' },
  })
  expect(withFields(noRow, fields, ['key'])).toBe(noRow)
})

it('holds at most 65,536 characters of a text that cannot be read', () => {
  expect(rejected('x'.repeat(100_000), 'no row')).toEqual({ raw: 'x'.repeat(65_536), reason: 'no row' })
})
