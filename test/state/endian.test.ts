import { expect, it } from 'vitest'
import { toLittleEndian } from '../../src/state/endian.ts'

it('reverses the bytes of numbers on a big-endian machine only', () => {
  expect([...toLittleEndian(Uint8Array.of(1, 2, 3, 4), 2, true)]).toEqual([2, 1, 4, 3])
  expect([...toLittleEndian(Uint8Array.of(1, 2, 3, 4), 2, false)]).toEqual([1, 2, 3, 4])
  expect([...toLittleEndian(Uint8Array.of(1, 2), 1, true)]).toEqual([1, 2])
})
