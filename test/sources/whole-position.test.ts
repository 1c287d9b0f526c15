import { expect, it } from 'vitest'
import { WholePosition } from '../../src/sources/whole-position.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const kept = (time: number, value: number, at = 0) => ({ row: { time, values: [value] }, at })
const after = (...rows: ReturnType<typeof kept>[]) => {
  const position = new WholePosition()
  for (const one of rows) position.pass(one)
  return position
}

it('knows the last time, how many rows had it, and the content', () => {
  expect(after(kept(1, 5), kept(2, 6), kept(2, 7, 9))).toMatchObject({ taken: 3, latest: 2, atLatest: 2, place: 10 })
  const contents = [after(kept(1, 5), kept(2, 6)), after(kept(1, 5), kept(2, 7)), after(kept(1, 5), kept(3, 6))]
  expect(new Set(contents.map(({ content }) => content)).size).toBe(3)
})

it('goes on from a snapshot', () => {
  const restored = new WholePosition()
  restore(restored, snapshot(after(kept(1, 5))))
  restored.pass(kept(2, 6))
  expect(restored).toEqual(after(kept(1, 5), kept(2, 6)))
})
