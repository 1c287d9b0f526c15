import { expect, it } from 'vitest'
import { FollowPosition } from '../../src/sources/follow-position.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const nothing = { state() {} }

it('keeps the first 1,024 bytes of a file and the last 256 that were taken', () => {
  const position = new FollowPosition(nothing)
  position.begin('7', new Uint8Array(0))
  const bytes = Uint8Array.from({ length: 3000 }, (_, i) => i % 251)
  for (let at = 0; at < 3000; at += 100) position.pass(bytes.subarray(at, at + 100), 100)
  expect([position.offset, position.head, position.tail]).toEqual([3000, bytes.slice(0, 1024), bytes.slice(-256)])
  const other = new FollowPosition(nothing)
  restore(other, snapshot(position))
  expect(other).toEqual(position)
  // Bytes before a line that was too long to be kept are not those before the position.
  position.pass(bytes.subarray(0, 10), 50)
  expect([position.offset, position.tail.length]).toEqual([3050, 0])
  position.begin('8', new Uint8Array(0))
  expect([position.offset, position.head.length, position.inode]).toEqual([0, 0, '8'])
})

it('keeps first bytes that were not taken yet, until others come in their place', () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text))
  const position = new FollowPosition(nothing)
  position.begin('7', bytes('t,y\n1,2\n'))
  position.pass(bytes('t,y\n'), 4)
  expect(position.head).toEqual(bytes('t,y\n1,2\n'))
  position.pass(bytes('3,'), 2)
  expect(position.head).toEqual(bytes('t,y\n3,'))
})
