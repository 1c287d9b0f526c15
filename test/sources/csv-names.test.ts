import { expect, it } from 'vitest'
import { csvNames } from '../../src/sources/csv-names.ts'

const input =
  (repeatable: boolean, ...chunks: string[]) =>
  () => ({
    bytesRead: 0,
    bytesTotal: undefined,
    repeatable,
    async *[Symbol.asyncIterator]() {
      yield* chunks
    },
  })
const csv = { path: 'a.csv', delimiter: ';' }

it('reads the header only, also without a line end', async () => {
  expect(await csvNames(csv, input(true, 'time; po', 'wer \n1;2\n'))).toEqual(['time', 'power'])
  expect(await csvNames(csv, input(true, 'time;power'))).toEqual(['time', 'power'])
  expect(await csvNames({ ...csv, columns: ['a'] }, input(true, 'time'))).toEqual(['a'])
})

it('takes nothing from a stream, and leaves errors to the run', async () => {
  expect(await csvNames(csv, input(false, 'time;power\n'))).toBe(undefined)
  expect(await csvNames(csv, input(true))).toBe(undefined)
  const broken = () => {
    throw new Error('gone')
  }
  expect(await csvNames(csv, broken)).toBe(undefined)
})
