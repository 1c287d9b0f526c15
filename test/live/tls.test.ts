import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readTls } from '../../src/live/tls.ts'

it('reads the files that are named, and says which one it cannot read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-tls-'))
  writeFileSync(join(folder, 'ca.pem'), 'PEM')
  const resolve = (path: string) => join(folder, path)
  expect(await readTls('webSocket', { ca: 'ca.pem' }, resolve)).toEqual({ ca: Buffer.from('PEM') })
  expect(await readTls('webSocket', undefined, resolve)).toEqual({})
  await expect(readTls('webSocket', { key: 'none.pem' }, resolve)).rejects.toThrow(
    'webSocket.tls.key: expected a file in PEM, got ENOENT for none.pem; correct the path',
  )
})
