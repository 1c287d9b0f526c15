import { expect, it } from 'vitest'
import { WaitingItems } from '../../src/classifier/waiting-items.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('keeps items until their label comes, the last ones only, also after a snapshot', () => {
  const make = () => new WaitingItems<number>(2, 2, 1, (fields, item = 0) => fields.number('item', item))
  const answer = { probabilities: Float64Array.of(0.4, 0.6), experts: [Float64Array.of(0.3, 0.7)] }
  const one = make()
  one.add('a', 1, answer)
  one.add('b', 2, answer)
  one.add('c', 3, answer)
  expect(['a', 'b', 'c'].map((id) => one.has(id))).toEqual([false, true, true])
  const two = make()
  restore(two, snapshot(one))
  expect(two.take('b')).toEqual({ id: 'b', item: 2, answer })
  expect(two.has('b')).toBe(false)
  const none = new WaitingItems<number>(0, 2, 1, (_, item = 0) => item)
  none.add('a', 1, answer)
  expect(none.has('a')).toBe(false)
})
