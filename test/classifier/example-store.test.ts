import { expect, it } from 'vitest'
import { ExampleStore } from '../../src/classifier/example-store.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('keeps the last examples, also after a snapshot', () => {
  const make = () => new ExampleStore<number>(3, 2, (fields, item = 0) => fields.number('item', item))
  const [one, two] = [make(), make()]
  const add = (store: typeof one, item: number) => store.add({ item, label: item % 2, base: Float64Array.of(item, 0) })
  const items = (store: typeof one) => Array.from({ length: store.size }, (_, i) => store.at(i).item)
  for (const item of [1, 2, 3, 4]) add(one, item)
  expect(items(one)).toEqual([4, 2, 3])
  restore(two, snapshot(one))
  add(two, 5)
  expect(items(two)).toEqual([4, 5, 3])
  expect(two.at(0)).toEqual({ item: 4, label: 0, base: Float64Array.of(4, 0) })
})
