import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readTls } from '../../src/live/tls.ts'
import { certificate } from '../peers/certificate.ts'

it('reads the files that are named, and says which one it cannot read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-tls-'))
  const { cert, key } = certificate()
  copyFileSync(cert, join(folder, 'ca.pem'))
  const resolve = (path: string) => join(folder, path)
  expect(await readTls('webSocket', { ca: 'ca.pem' }, resolve)).toEqual({ ca: readFileSync(cert) })
  expect(await readTls('webSocket', undefined, resolve)).toEqual({})
  await expect(readTls('webSocket', { key: 'none.pem' }, resolve)).rejects.toThrow(
    'webSocket.tls.key: expected a file in PEM, got ENOENT for none.pem; correct the path',
  )
  writeFileSync(join(folder, 'empty.pem'), '')
  for (const tls of [{ cert, key: cert }, { cert, key: join(folder, 'empty.pem') }, { ca: key }])
    await expect(readTls('mqtt', tls, (path) => path)).rejects.toThrow(
      /^mqtt.tls: expected (a certificate and its key|certificates) in PEM, got /,
    )
})
