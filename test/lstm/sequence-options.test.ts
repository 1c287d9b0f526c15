import { expect, it } from 'vitest'
import { resolveSequenceOptions } from '../../src/lstm/sequence-options.ts'

it('fills in the defaults, and refuses classes without softmax', () => {
  expect(resolveSequenceOptions({ inputs: 3 })).toMatchObject({ inputs: 3, hidden: 32, layers: 1, engine: 'wasm' })
  expect(() => resolveSequenceOptions({ inputs: 3, classes: 2 })).toThrow('classes')
})
