import { expect, it } from 'vitest'
import { shownAddress } from '../../src/live/address.ts'

it('shows an address without user, password, query and fragment', () => {
  expect(shownAddress('wss://user:secret@example.com:8443/prices?token=secret#x')).toBe('wss://example.com:8443/prices')
  expect(shownAddress('mqtt://me:secret@broker/')).toBe('mqtt://broker')
})
