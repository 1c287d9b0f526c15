import { expect, test } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { loadPeer } from '../../src/peers/load-peer.ts'

test('a package that is not installed is named with the command that installs it', async () => {
  // @ts-expect-error there is no such package
  const loading = loadPeer('no-such-package', 'mqtt', () => import('no-such-package'))
  await expect(loading).rejects.toThrow(ConfigError)
  await expect(loading).rejects.toThrow('mqtt: expected the package no-such-package, got none; npm install')
})

test('another failure of a package is passed on', async () => {
  const broken = new Error('broken')
  await expect(loadPeer('ws', 'webSocket', () => Promise.reject(broken))).rejects.toBe(broken)
})
