import { expect, it } from 'vitest'
import { textItem, visitText } from '../../src/classifier/text-item.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('is the words of a text and their features, also after a snapshot', () => {
  const item = textItem('Not good')
  expect(item).toEqual({ words: ['not', 'good'], features: ['not', 'good', 'not good', '¬good'] })
  const holder = (items: (typeof item)[]) => ({
    items,
    state(fields: Parameters<typeof visitText>[0]) {
      this.items = fields.list('items', this.items, visitText)
    },
  })
  const copy = holder([])
  restore(copy, snapshot(holder([item, textItem('')])))
  expect(copy.items).toEqual([item, textItem('')])
})
