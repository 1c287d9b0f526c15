import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { taken, Unpacked } from '../../src/kafka/unpacked.ts'

it('grows by bytes and by copies, near and far, but not without bound', () => {
  const out = new Unpacked(0)
  out.append(Buffer.from('ab'))
  for (let i = 0; i < 12; i++) out.copy(2 << i, 2 << i)
  out.copy(1, 3)
  expect(out.all.toString()).toBe(`${'ab'.repeat(4096)}bbb`)
  expect(() => out.copy(9000, 1)).toThrow(DataError)
  expect(() => out.copy(1, 2 ** 28)).toThrow(DataError)
})

it('takes no bytes that are not there', () => {
  expect(taken(Buffer.from('abc'), 1, 2).toString()).toBe('bc')
  expect(() => taken(Buffer.from('abc'), 1, 3)).toThrow(DataError)
  expect(() => taken(Buffer.from('abc'), 1, -1)).toThrow(DataError)
})
