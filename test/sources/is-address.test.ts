import { expect, it } from 'vitest'
import { isAddress } from '../../src/sources/is-address.ts'

it('tells addresses from paths', () => {
  expect(['http://a/b', 'HTTPS://a', 'http.csv', 'ftp://a', './http://'].map(isAddress)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
