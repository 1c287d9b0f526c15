import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import avro from 'avsc'
import { afterAll, describe, expect, it } from 'vitest'
import { type ValueFormat, valueDecoder } from '../../src/records/value-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-values-'))
const schema = '{"type": "record", "name": "Reading", "fields": [{"name": "temp", "type": "double"}]}'
writeFileSync(join(folder, 'reading.avsc'), schema)
writeFileSync(join(folder, 'wrong.avsc'), '{"type": "recor"}')
const bytes = avro.Type.forSchema(JSON.parse(schema)).toBuffer({ temp: 20.5 })
const framed = (id: number) => Buffer.concat([Buffer.from([0, 0, 0, 0, id]), bytes])

let requests = 0
const server = createServer((request, response) => {
  requests++
  const found = request.url === '/schemas/ids/7'
  response.writeHead(found ? 200 : 404).end(JSON.stringify({ schema }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const decoder = (options: ValueFormat) => valueDecoder('kafka', options, (path) => join(folder, path))

describe('JSON and CSV', () => {
  it('are texts in UTF-8', async () => {
    const json = await decoder({ format: 'json' })
    expect(json(Buffer.from('{"a": "ü"}'))).toBe('{"a": "ü"}')
    expect(json(Buffer.from('\0\0\0\0\u0007{"a": 1}'))).toBe('{"a": 1}')
    expect(json(Buffer.of(0x22, 0xff, 0x22))).toMatchObject({
      reason: expect.stringContaining('expected text in UTF-8'),
    })
    expect(json(Buffer.of())).toEqual({ raw: '', reason: 'expected a row, got an empty value' })
    expect(json(Buffer.from(' \n'))).toEqual({ raw: ' \n', reason: 'expected a row, got an empty value' })
    expect((await decoder({ format: 'csv' }))(Buffer.from('a,b\n1,2'))).toBe('a,b\n1,2')
  })
})

describe('Avro', () => {
  it('becomes JSON by the schema of a file', async () => {
    const decode = await decoder({ format: 'avro', schema: 'reading.avsc' })
    expect(decode(bytes)).toBe('{"temp":20.5}')
    expect(decode(Buffer.of(1, 2))).toEqual({
      raw: '0102',
      reason: 'expected a value of the Avro schema Reading, got an end after 2 bytes',
    })
    expect(decode(framed(7))).toMatchObject({
      reason: expect.stringMatching(/5 more bytes after it; if a registry has it as schema 7, set registry$/),
    })
  })

  it('becomes JSON by the schema of its id, which is fetched once', async () => {
    const { port } = server.address() as AddressInfo
    const decode = await decoder({ format: 'avro', registry: `http://127.0.0.1:${port}` })
    expect(await Promise.all([decode(framed(7))])).toEqual(['{"temp":20.5}'])
    expect(decode(framed(7))).toBe('{"temp":20.5}')
    expect(requests).toBe(1)
    expect(await decode(framed(8))).toEqual({
      raw: framed(8).toString('hex'),
      reason: 'expected a schema in the registry, got none with id 8',
    })
    expect(decode(Buffer.from('{"temp": 1}'))).toMatchObject({ reason: expect.stringContaining('set schema instead') })
    expect(decode(Buffer.of())).toMatchObject({ reason: expect.stringContaining('got an empty value') })
    expect(await decode(Buffer.from([0, 0, 0, 0, 7]))).toMatchObject({
      reason: expect.stringContaining('an end after 0 bytes'),
    })
  })

  it('needs a schema that can be read', async () => {
    await expect(decoder({ format: 'avro', schema: 'none.avsc' })).rejects.toThrow(
      'kafka.schema: expected a file with a schema of Avro, got ENOENT for none.avsc; correct the path',
    )
    await expect(decoder({ format: 'avro', schema: 'wrong.avsc' })).rejects.toThrow(
      /got "unknown type.*correct the schema/,
    )
  })
})
