import { expect, it } from 'vitest'
import { demandSaveable } from '../../src/state/demand-saveable.ts'

it('accepts what has a method state, and names what else it got', () => {
  demandSaveable({ state() {} })
  for (const [value, got] of [
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, 'object'],
    [() => {}, 'function'],
  ] as const)
    expect(() => demandSaveable(value as never)).toThrow(
      `snapshot: expected an object with a method state(fields), got ${got}; open an operator first`,
    )
})
