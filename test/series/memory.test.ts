import { describe, expect, it } from 'vitest'
import { type Memory, Remembering } from '../../src/series/memory.ts'

class Counter extends Remembering {
  count = 0
  readonly numbers = new Float64Array(3)
  readonly bytes = new Uint8Array(2)
  readonly parts = [{ x: 1 }, { x: 2 }]
  readonly name = 'not state'
  readonly keeper = {
    text: 'a',
    snapshot(): Uint8Array {
      return new TextEncoder().encode(this.text)
    },
    restore(kept: Uint8Array | Memory): void {
      this.text = new TextDecoder().decode(kept as Uint8Array)
    },
  }
}

describe('Remembering', () => {
  it('takes all state along, in a copy, and gives it back', () => {
    const one = new Counter()
    one.count = 7
    one.numbers.set([1, Number.NaN, -0])
    one.bytes[1] = 9
    one.parts[1]!.x = 5
    one.keeper.text = 'kept'
    const memory = one.snapshot()
    one.numbers.fill(0)
    one.count = 0

    const other = new Counter()
    other.restore(memory)
    expect([other.count, other.bytes[1], other.parts[1]!.x, other.keeper.text]).toEqual([7, 9, 5, 'kept'])
    expect([...other.numbers]).toEqual([1, Number.NaN, -0])
  })

  it('neither takes along nor writes over what stands in # fields', () => {
    class Configured extends Remembering {
      readonly #leads: readonly number[]
      count = 0
      constructor(leads: readonly number[]) {
        super()
        this.#leads = leads
      }
      get leads(): readonly number[] {
        return this.#leads
      }
    }
    const memory = new Configured([1, 2]).snapshot()
    expect(memory).toEqual({ count: 0 })
    const other = new Configured([5, 9])
    other.restore(memory)
    expect(other.leads).toEqual([5, 9])
  })

  it('says which field does not fit', () => {
    const memory = new Counter().snapshot()
    const restore = (change: Memory) => () => new Counter().restore({ ...memory, ...change })
    expect(restore({ numbers: new Float64Array(2) })).toThrow('snapshot numbers: expected 3 numbers, got 2 numbers')
    expect(restore({ count: new Uint8Array(1) })).toThrow('snapshot count: expected a number, got 1 numbers')
    expect(restore({ parts: { 0: { x: 1 } } })).toThrow('snapshot parts.1: expected a record, got nothing')
    expect(restore({ keeper: 3 })).toThrow('snapshot keeper: expected bytes, got number')
  })

  it('loses nothing in silence: what has no place, and what no memory holds, is refused', () => {
    class Growing extends Remembering {
      readonly seen: number[] = []
      last: number | undefined
    }
    const grown = new Growing()
    grown.seen.push(1, 2)
    expect(() => new Growing().restore(grown.snapshot())).toThrow('snapshot seen.0: expected nothing, got number')
    const told = new Growing()
    told.last = 5
    expect(() => new Growing().restore(told.snapshot())).toThrow('snapshot last: expected nothing, got number')
    class Flag extends Remembering {
      started = true
    }
    expect(() => new Flag().snapshot()).toThrow('snapshot started: expected a number, got true; write 0 and 1')
  })
})
