import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { columnsOf, liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../../src/live/live-columns.ts'

const options = z.strictObject(liveColumns).check(...liveChecks)
const problems = (argument: object) =>
  options.safeParse(argument).error?.issues.map(({ message, path }) => `${path.join('.')}: ${message}`)

it('reads time and value by default', () => {
  const parsed = options.parse({})
  expect(columnsOf(parsed)).toMatchObject({ time: ['time'], targets: ['value'], clock: 'iso' })
  expect(liveFacts(parsed)).toMatchObject({ targets: ['value'], live: true, files: [] })
  expect(liveWhereabouts.every((option) => option in parsed || option === 'idle')).toBe(true)
})

it('refuses options that contradict each other', () => {
  expect(problems({ arrival: true, time: 't' })).toEqual([
    'time: no column of the time together with arrival; leave one out',
  ])
  const offered = { mine: 'm_{lead}' }
  expect(problems({ format: 'csv', offered })).toBeUndefined()
  expect(problems({ offered })).toEqual([
    'offered.mine: a field without {lead}, which is for the columns of CSV; name the one of a single forecast',
  ])
  expect(problems({ columns: ['a'] })).toEqual(['columns: no columns of CSV with format: json; set format to csv'])
  expect(problems({ format: 'csv', rows: '/data' })).toEqual(['rows: no place of rows with format: csv'])
  expect(problems({ time: 't', target: 't' })).toHaveLength(1)
  expect(problems({ idle: 'soon' })).toEqual(['idle: a time such as 500ms, 10s or 1min'])
  expect(problems({ path: 'a.csv' })).toHaveLength(1)
})
