import { describe, expect, it } from 'vitest'
import { Position } from '../../src/sources/position.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const row = (time: number, ...raw: string[]) => ({ time, values: [1], row: { place: { file: 'a', line: 1 }, raw } })
const passed = (...rows: Parameters<Position['pass']>[0][]) => {
  const position = new Position()
  for (const one of rows) position.pass(one)
  return position
}

describe('Position', () => {
  it('counts rows of every kind, and knows the latest time', () => {
    const { rows, latest } = passed(row(2, 'a'), 'header', 'where', { reason: 'bad', raw: 'x' }, row(1, 'b'))
    expect([rows, latest]).toEqual([5, 2])
    expect(passed('header').latest).toBeNaN()
  })

  it('has another checksum for other texts, another order and other cells', () => {
    const sums = [
      passed(row(1, 'a', 'b'), row(2, 'c')),
      passed(row(2, 'c'), row(1, 'a', 'b')),
      passed(row(1, 'ab'), row(2, 'c')),
      passed(row(1, 'a', 'b'), row(2, 'd')),
      passed(row(1, 'a', 'b')),
    ].map(({ checksum }) => checksum)
    expect(new Set(sums).size).toBe(5)
  })

  it('goes on from a snapshot', () => {
    const whole = passed(row(1, 'a'), row(2, 'b'))
    const restored = new Position()
    restore(restored, snapshot(passed(row(1, 'a'))))
    restored.pass(row(2, 'b'))
    expect(restored).toEqual(whole)
  })
})
