import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { lines, newFolder } from './following.ts'

it('shows its cadence once it has ten rows, and is live', async () => {
  const path = join(newFolder(), 'rows.csv')
  const source = readCsv({ path, time: 't', target: 'y', follow: true })({ resolve: (name) => name, strict: false })
  expect(await source.peek(500)).toBeUndefined()
  writeFileSync(path, `t,y\n${lines(1, 9)}`)
  expect(await source.peek(500)).toBeUndefined()
  writeFileSync(path, `t,y\n${lines(1, 10)}`)
  expect((await source.peek(500))?.length).toBe(10)
})

it('is a file also if a variable says otherwise', () => {
  const recipe = readCsv({ path: 'X', time: 't', target: 'y', follow: true })
  const source = recipe({ resolve: () => 'https://example.com', strict: false })
  expect(() => source.open(new Ledger(), new AbortController().signal)).toThrow(
    'X: expected a file to follow, got an address',
  )
})
