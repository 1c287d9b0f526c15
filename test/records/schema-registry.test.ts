import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { schemaParser } from '../../src/records/avro-schema.ts'
import { SchemaRegistry } from '../../src/records/schema-registry.ts'

const place = '{"type": "record", "name": "Place", "fields": [{"name": "station", "type": "string"}]}'
const reading = '{"type": "record", "name": "Reading", "fields": [{"name": "place", "type": "Place"}]}'
const schemas: Record<string, unknown> = {
  '/schemas/ids/1': { schema: '"double"' },
  '/schemas/ids/2': { schema: reading, references: [{ name: 'Place', subject: 'a/b', version: 3 }] },
  '/subjects/a%2Fb/versions/3': { schema: place },
  '/schemas/ids/3': { schema: '{}', schemaType: 'PROTOBUF' },
  '/schemas/ids/4': { schema: '"nothing"' },
  '/schemas/ids/5': { schema: reading, references: [{ name: 'Place', subject: 'gone', version: 1 }] },
}
let asked: string[] = []
let status = 200
let authorization: string | undefined
const server = createServer((request, response) => {
  asked.push(request.url!)
  authorization = request.headers.authorization
  const found = schemas[request.url!.replace('/registry', '')]
  response.writeHead(status === 200 ? (found ? 200 : 404) : status).end(JSON.stringify(found ?? { error_code: 40403 }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
const parse = await schemaParser('kafka')
const registryAt = (url: string) => new SchemaRegistry('kafka', url, parse)
const address = `http://user:p%40ss@127.0.0.1:${port}/registry/`

beforeEach(() => {
  asked = []
  status = 200
})
afterAll(() => server.close())

it('fetches a schema with those that it refers to, with user and password', async () => {
  const registry = registryAt(address)
  expect(registry.cached(2)).toBeUndefined()
  expect(await registry.fetched(2)).toMatchObject({ name: 'Reading' })
  expect(registry.cached(2)).toMatchObject({ name: 'Reading' })
  expect(asked).toEqual(['/registry/schemas/ids/2', '/registry/subjects/a%2Fb/versions/3'])
  expect(authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`)
})

it('says why a value with an id cannot be read, and remembers it', async () => {
  const registry = registryAt(address)
  expect(await registry.fetched(3)).toContain('got PROTOBUF with id 3')
  expect(await registry.fetched(4)).toContain('for id 4')
  expect(await registry.fetched(5)).toContain('no version 1 of gone')
  expect(await registry.fetched(9)).toBe('a schema in the registry, got none with id 9')
  expect(registry.cached(9)).toContain('got none with id 9')
})

it('ends a run that it refuses at first, and is asked again later', async () => {
  status = 401
  const registry = registryAt(address)
  await expect(registry.fetched(1)).rejects.toMatchObject({
    name: 'ConfigError',
    message: expect.stringMatching(/^kafka\.registry: expected schemas at http:\/\/127[^ ]*, got HTTP 401; (?!.*p@ss)/),
  })
  status = 200
  expect(await registry.fetched(1)).toMatchObject({ typeName: 'double' })
  status = 401
  await expect(registry.fetched(2)).rejects.toThrow(/^schema registry .*: HTTP 401$/)
  status = 503
  await expect(registryAt(address).fetched(1)).rejects.toThrow('HTTP 503')
  await expect(registryAt('http://127.0.0.1:1/').fetched(1)).rejects.toThrow('schema registry http://127.0.0.1:1: ')
})

it('asks once for an id that many values wait for', async () => {
  const registry = registryAt(address)
  const types = await Promise.all([registry.fetched(1), registry.fetched(1), registry.fetched(1)])
  expect(new Set(types).size).toBe(1)
  expect(asked).toEqual(['/registry/schemas/ids/1'])
})
