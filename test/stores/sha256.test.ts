import { expect, it } from 'vitest'
import { sha256 } from '../../src/stores/sha256.ts'

it('is that of FIPS 180-2, appendix B.1', async () => {
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await sha256(new TextEncoder().encode('abc'))).toBe(expected)
})
