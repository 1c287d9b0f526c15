import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inputFile } from '../../src/cli/input-file.ts'
import { days, folderWith } from './command.ts'

const { signal } = new AbortController()
const text = async (input: { bytes(): AsyncIterable<Uint8Array> }) => {
  const parts: Uint8Array[] = []
  for await (const part of input.bytes()) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('inputFile', () => {
  it('opens a file in its place', async () => {
    const path = join(folderWith({ 'rows.csv': days([1, 2]) }), 'rows.csv')
    const file = await inputFile(path, signal, () => {})
    expect(file).toMatchObject({ title: 'rows', folder: '.', path })
    expect(await text(file.open())).toBe(await text(file.open()))
    file.close()
    expect(existsSync(path)).toBe(true)
  })

  it('copies what an address sends, decompressed, and removes the copy', async () => {
    const body = gzipSync(days([1, 2]))
    const server = createServer((_, response) => response.end(body)).listen(0)
    const { port } = server.address() as AddressInfo
    let read = 0
    const file = await inputFile(`http://127.0.0.1:${port}/data/rows.csv.gz?x=1`, signal, ({ bytesRead }) => {
      read = bytesRead
    })
    server.close()
    expect(file).toMatchObject({ title: 'rows', path: 'rows.csv' })
    expect([read, await text(file.open()), await text(file.open())]).toEqual([body.length, days([1, 2]), days([1, 2])])
    file.close()
    expect(existsSync(file.folder)).toBe(false)
    expect(dirname(file.folder)).not.toBe('.')
  })

  it('names the problem of a path', async () => {
    const path = (name: string) => join(folder, name)
    const folder = folderWith({ 'prices.csv': '' })
    await expect(inputFile(path('prizes.csv'), signal, () => {})).rejects.toThrow(
      `got no such file; did you mean "${path('prices.csv')}"?`,
    )
    await expect(inputFile('gone/x.csv', signal, () => {})).rejects.toThrow('got no such file; check the path')
  })
})
