import { describe, expect, it } from 'vitest'
import { eachKey } from '../../src/operators/each-key.ts'
import { stateful } from '../../src/operators/stateful.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { emitted } from './observe.ts'

interface Value {
  readonly key?: readonly string[]
  readonly x: number
}
const value = (key: string, x: number): Value => ({ key: [key], x })

let closed = 0
const sum = stateful<Value, string>((emit) => {
  let total = 0
  let name = ''
  return {
    next({ key, x }) {
      name = key?.join() ?? '-'
      total += x
      emit(`${name}${total}`)
    },
    flush: () => emit(`${name} ends`),
    close: () => closed++,
    summary: () => ({ warnings: [`${name} has ${total}`] }),
    state(fields) {
      total = fields.number('total', total)
      name = fields.text('name', name)
    },
  }
})
const values = [value('a', 1), value('b', 10), value('a', 2), { x: 100 }, value('b', 20)]

describe('eachKey', () => {
  it('keeps a state for each key, and values without a key are one', () => {
    expect(emitted(values, eachKey(sum))).toEqual(['a1', 'b10', 'a3', '-100', 'b30', 'a ends', 'b ends', '- ends'])
  })

  it('closes all of them, and says what they found out in the order of their first values', () => {
    const run = eachKey(sum).open(() => {})
    for (const one of values) run.next(one)
    expect(run.summary?.().series).toEqual([
      { key: ['a'], warnings: ['a has 3'] },
      { key: ['b'], warnings: ['b has 30'] },
      { key: [], warnings: ['- has 100'] },
    ])
    closed = 0
    run.close?.()
    expect(closed).toBe(3)
  })

  it('goes on with the same state after a restore, in place of what was there', () => {
    const out: string[] = []
    const first = eachKey(sum).open(() => {})
    for (const one of values) first.next(one)
    const second = eachKey(sum).open((text) => out.push(text))
    second.next(value('c', 1))
    restore(second, snapshot(first))
    for (const one of [value('a', 5), { x: 1 }, value('c', 7)]) second.next(one)
    expect(out).toEqual(['c1', 'a8', '-101', 'c7'])
  })
})
