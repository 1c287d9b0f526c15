import { expect, it } from 'vitest'
import { csvOptions } from '../../src/sources/csv-text.ts'
import { ndjsonOptions } from '../../src/sources/ndjson-text.ts'

const problems = (options: object) =>
  ndjsonOptions
    .safeParse({ path: 'a', follow: true, ...options })
    .error?.issues.map(({ path, message }) => `${path}: ${message}`)

it('refuses what needs the end of the input, with a reason', () => {
  expect(problems({})).toBeUndefined()
  expect(problems({ follow: false, path: '-', sort: true })).toBeUndefined()
  expect(problems({ sort: false })).toBeUndefined()
  expect(problems({ rows: '', newest: 3 })).toEqual([
    'newest: no newest beside follow, which waits for the end of the input',
    'rows: no rows beside follow, which reads one document; write a row a line',
  ])
  expect(problems({ path: 'HTTP://a' })).toEqual(['follow: follow only with a file; leave it out'])
  expect(problems({ path: 'log/power-*.ndjson' })).toEqual(['path: one file beside follow, without * and ?'])
  expect(csvOptions.safeParse({ path: 'a', time: 't', target: 'y', follow: true, sheet: 2 }).success).toBe(false)
})
