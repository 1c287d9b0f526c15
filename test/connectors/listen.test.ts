import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listenForRows, listenSource } from '../../src/connectors/listen.ts'
import { openWord, valuesUntil } from '../live/reading.ts'
import { until } from '../until.ts'

const options = { port: 0, clock: 'ms' } as const

it('tells its address, takes rows there, and closes when the run ends', async () => {
  const said: string[] = []
  const { open, stop } = openWord(listenSource, options, { say: (notice) => said.push(notice) })
  const values = valuesUntil(open().batches, 2)
  await until(() => said.length > 0, 'the address')
  const url = /^rows can be posted to (http:\/\/127\.0\.0\.1:\d+\/rows)$/.exec(said[0]!)![1]!
  const headers = { 'content-type': 'application/json' }
  const post = (body: string) => fetch(url, { method: 'POST', headers, body })
  expect(await (await post('[{"time": 1, "value": 1}, {"time": 2, "value": 2}]')).json()).toEqual({
    accepted: 2,
    rejected: 0,
    rejects: [],
  })
  expect(await values).toEqual([1, 2])
  stop.abort()
  await until(
    () =>
      post('{}').then(
        () => false,
        () => true,
      ),
    'the end',
  )
})

it('ends at once if the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await until(() => other.listening, 'a port')
  const { port } = other.address() as { port: number }
  await expect(valuesUntil(openWord(listenSource, { ...options, port }).open().batches, 1)).rejects.toThrow(
    `port: expected a free one, got ${port}, which is taken`,
  )
  other.close()
})

it('requires a token that is long enough, beyond this machine', () => {
  expect(() => listenForRows({ port: 1, host: '0.0.0.0' })).toThrow('host: expected a token, since other machines can')
  expect(() => listenForRows({ port: 1, token: 'short' })).toThrow('token: expected at least 16 characters')
  expect(() => listenForRows({ port: 1, host: '0.0.0.0', token: '0123456789abcdef' })).not.toThrow()
})

it('takes rows over TLS, and refuses files that are not in PEM', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-listen-'))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  )
  const said: string[] = []
  const say = (notice: string) => said.push(notice)
  const { open, stop } = openWord(listenSource, { ...options, tls: { cert, key } }, { say })
  const values = valuesUntil(open().batches, 1, stop)
  await until(() => said.length > 0, 'the address')
  const port = Number(/^rows can be posted to https:.*:(\d+)\//.exec(said[0]!)![1])
  const status = await new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' }
    request(
      { host: 'localhost', family: 4, port, path: '/rows', method: 'POST', headers, ca: readFileSync(cert) },
      (response) => resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end('{"time": 1, "value": 1}')
  })
  expect([status, await values]).toEqual([200, [1]])
  const wrong = openWord(listenSource, { ...options, tls: { cert: key, key: cert } })
  await expect(valuesUntil(wrong.open().batches, 1)).rejects.toThrow('listen.tls: expected a certificate and its key')
})
