import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { StateFile } from '../../src/engine/state-file.ts'
import { DataError } from '../../src/errors.ts'
import { propertySeed } from '../property-seed.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-state-file-'))
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte)

it('makes its folder when needed, and leaves no name in it', () => {
  const file = new StateFile(join(folder, 'a', 'b'))
  expect(readdirSync(folder)).toEqual([])
  file.put('x', filled(10, 1))
  expect(readdirSync(join(folder, 'a', 'b'))).toEqual([])
  expect(file.get('x')).toEqual(filled(10, 1))
  file.close()
})

it('uses room again that values have left', () => {
  const file = new StateFile(folder)
  for (let round = 0; round < 50; round++) {
    for (let key = 0; key < 20; key++) file.put(String(key), filled(1000 + round, key))
    for (let key = 0; key < 20; key += 3) file.delete(String(key))
  }
  expect(file.size).toBeLessThan(2 * 20 * 1050)
  file.put('large', filled(100_000, 1))
  const size = file.size
  for (const length of [100, 50_000, 100_000]) file.put('large', filled(length, 2))
  expect(file.size).toBeLessThan(size + 100_000)
  file.close()
})

it('is like a map, whatever the calls', () => {
  const step = fc.tuple(fc.nat(9), fc.oneof(fc.constant(-1), fc.nat(300), fc.nat(20_000)), fc.nat(255))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const file = new StateFile(folder)
      const expected = new Map<string, Uint8Array>()
      for (const [key, length, byte] of steps) {
        if (length < 0) {
          file.delete(`${key}`)
          expected.delete(`${key}`)
        } else {
          file.put(`${key}`, filled(length, byte))
          expected.set(`${key}`, filled(length, byte))
        }
      }
      expect([...file.keys()].sort()).toEqual([...expected.keys()].sort())
      for (const [key, bytes] of expected) expect(Buffer.compare(file.get(key)!, bytes)).toBe(0)
      expect(file.get('none')).toBeUndefined()
      file.close()
    }),
    { seed: propertySeed },
  )
})

it('says what to do about a folder that cannot be one, and lets a task try again', () => {
  writeFileSync(join(folder, 'taken'), '')
  const put = () => new StateFile(join(folder, 'taken')).put('a', filled(1, 1))
  expect(put).toThrow(`${join(folder, 'taken')}: expected a folder, got "EEXIST`)
  expect(put).not.toThrow(DataError)
})
