import { expect, it } from 'vitest'
import { LivePosition } from '../../src/live/live-position.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const none = { state() {} }

it('comes back as it was, with the cursor of the last message that had one', () => {
  const position = new LivePosition(none)
  position.count = 7
  position.pass({ at: 5, text: 'a', cursor: 'x' })
  position.pass({ at: 6, text: 'b', after: { file: 3, offset: 9 } })
  position.within = 2
  const again = new LivePosition(none)
  restore(again, snapshot(position))
  expect(again).toEqual(position)
  expect(again).toMatchObject({ count: 7, within: 2, latest: 6, cursor: 'x', place: { file: 3, offset: 9 } })
})
