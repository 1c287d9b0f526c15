import { expect, it } from 'vitest'
import { requestTo } from '../../src/sources/request-to.ts'

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`

it('takes user and password out of an address, as Basic authorization', () => {
  const { address, headers } = requestTo('https://me%40home:p%C3%A4ss@example.com/a?b=c', { accept: 'text/csv' })
  expect(address.href).toBe('https://example.com/a?b=c')
  expect(Object.fromEntries(headers)).toEqual({ accept: 'text/csv', authorization: basic('me@home:päss') })
  expect(requestTo('http://token@host/').headers.get('authorization')).toBe(basic('token:'))
  expect(requestTo('http://me:100%@host/').headers.get('authorization')).toBe(basic('me:100%'))
})

it('prefers a header Authorization, and adds none to an address without a user', () => {
  const { address, headers } = requestTo('http://me:pw@host/', { Authorization: 'Bearer abc' })
  expect([address.href, headers.get('authorization')]).toEqual(['http://host/', 'Bearer abc'])
  expect(Object.fromEntries(requestTo('http://host/').headers)).toEqual({})
})
