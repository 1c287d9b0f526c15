import { expect, it } from 'vitest'
import { ConfigError, DataError, MemoryError } from '../../src/errors.ts'
import { readError, writeError } from '../../src/threads/errors.ts'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'

it.each([
  new DataError('a.csv: expected rows, got none'),
  new ConfigError([{ where: 'a.yaml:3:1', message: 'expected a number' }]),
  new MemoryError([{ where: '', message: 'expected memory' }]),
  new TypeError('x is not a function'),
])('arrives with its kind, its message and its problems: %s', (error) => {
  const writer = new PackWriter()
  writeError(writer, error)
  const reader = new PackReader()
  reader.open(writer.take())
  const read = readError(reader)
  expect(read.message).toBe(error.message)
  expect(read).toBeInstanceOf(error instanceof TypeError ? Error : error.constructor)
  if (error instanceof ConfigError) expect((read as ConfigError).problems).toEqual(error.problems)
  if (error instanceof TypeError) expect(read.stack).toBe(error.stack)
})

it('arrives if something else was thrown', () => {
  const writer = new PackWriter()
  writeError(writer, 'no')
  const reader = new PackReader()
  reader.open(writer.take())
  expect(readError(reader)).toMatchObject({ name: 'Error', message: 'no' })
})
