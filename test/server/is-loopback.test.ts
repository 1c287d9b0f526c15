import { expect, it } from 'vitest'
import { isLoopback } from '../../src/server/is-loopback.ts'

it('recognizes addresses that only this machine can reach', () => {
  expect(['127.0.0.1', '127.1.2.3', '::ffff:127.0.0.1', '::1', 'localhost'].every(isLoopback)).toBe(true)
  expect(
    ['0.0.0.0', '::', '192.168.1.5', '::ffff:192.168.1.5', 'example.org', '127.0.0.1.example.org'].some(isLoopback),
  ).toBe(false)
})
