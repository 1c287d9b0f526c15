import { expect, it } from 'vitest'
import { SeenRows } from '../../src/connectors/seen-rows.ts'

it('tells new rows from those that were seen, also late and revised ones, and after a restart', () => {
  let seen = new SeenRows()
  const see = (time: number, content: string, key: string[] = []) => seen.see(key, time, content)
  expect([see(1, 'a'), see(3, 'b'), see(2, 'late'), see(1, 'a'), see(3, 'c'), see(3, 'c')]).toEqual([
    'new',
    'new',
    'new',
    'same',
    'revised',
    'same',
  ])
  expect([see(3, 'b', ['x']), see(Number.NaN, 'bad'), see(Number.NaN, 'bad')]).toEqual(['new', 'new', 'same'])
  seen = new SeenRows(JSON.parse(JSON.stringify(seen)))
  expect([see(2, 'late'), see(3, 'c'), see(3, 'b', ['x']), see(Number.NaN, 'bad'), see(4, 'd')]).toEqual([
    'same',
    'same',
    'same',
    'same',
    'new',
  ])
})

it('takes the row with a target for new after one of the future, and each change of what is known ahead', () => {
  let seen = new SeenRows()
  const future = (content: string, isIssue = false) => seen.see([], 1, content, { isFuture: true, isIssue })
  expect([future('a'), future('a'), future('b'), future('a')]).toEqual(['new', 'same', 'new', 'new'])
  seen = new SeenRows(JSON.parse(JSON.stringify(seen)))
  expect([seen.see([], 1, 'target'), seen.see([], 1, 'target'), seen.see([], 1, 'other')]).toEqual([
    'new',
    'same',
    'revised',
  ])
  expect(future('a')).toBe('revised')
})

it('keeps all issues of a time, with the row that has the target', () => {
  const seen = new SeenRows()
  const issue = (content: string) => seen.see([], 1, content, { isFuture: true, isIssue: true })
  const target = (content: string) => seen.see([], 1, content, { isIssue: true })
  expect([issue('06:00'), issue('12:00')]).toEqual(['new', 'new'])
  expect([issue('06:00'), issue('12:00'), target('y')]).toEqual(['same', 'same', 'new'])
  expect([issue('06:00'), issue('12:00'), target('y')]).toEqual(['same', 'same', 'same'])
  expect(target('corrected')).toBe('revised')
})

it('keeps its size', () => {
  const seen = new SeenRows()
  for (let i = 0; i < 5000; i++) seen.see([], i, `${i}`)
  const size = JSON.stringify(seen).length
  for (let i = 5000; i < 9999; i++) expect(seen.see([], i, `${i}`)).toBe('new')
  expect(JSON.stringify(seen).length).toBeLessThan(size + 100)
  // What was forgotten is not new.
  expect(seen.see([], 7, 'other')).toBe('same')
})
