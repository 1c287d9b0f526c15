import { expect, it } from 'vitest'
import { causeOf, isDistrust } from '../../src/live/cause-of.ts'

it('causeOf says why in one line, from the innermost error that says something', () => {
  expect(causeOf(new Error('connect ECONNREFUSED'))).toBe('connect ECONNREFUSED')
  expect(causeOf(new TypeError('fetch failed', { cause: new Error('socket\n hang up') }))).toBe(
    'fetch failed (socket hang up)',
  )
  expect(causeOf(new AggregateError([new Error('connect ECONNREFUSED ::1'), new Error('b')]))).toBe(
    'connect ECONNREFUSED ::1',
  )
  expect(causeOf(new RangeError())).toBe('RangeError')
  expect(causeOf(Object.assign(new Error(), { code: 'ECONNRESET' }))).toBe('ECONNRESET')
  expect(causeOf('no')).toBe('no')
})

it('causeOf says what to do about a certificate that is not trusted, and isDistrust tells it from other causes', () => {
  const failed = (code: string) => new Error('failed', { cause: Object.assign(new Error('no'), { code }) })
  for (const [code, cure] of [
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls.ca can name the certificate to trust'],
    ['CERT_HAS_EXPIRED', 'renew the certificate, or correct the clock'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'use a host that the certificate names'],
  ] as const) {
    expect(causeOf(failed(code))).toBe(`failed (no; ${cure})`)
    expect(isDistrust(failed(code))).toBe(true)
    expect(isDistrust(new AggregateError([failed(code)]))).toBe(true)
  }
  expect(isDistrust(failed('ECONNREFUSED'))).toBe(false)
  expect(isDistrust('no')).toBe(false)
})
