import { expect, it } from 'vitest'
import { LineTurns } from '../../src/recording/line-turns.ts'
import type { OverviewData } from '../../src/recording/overview.ts'

/** Lines with a version and a standing each. */
function lines(count: number) {
  const versions = Array<number>(count).fill(0)
  const standings = Array<number>(count).fill(0)
  const data = {
    count,
    versionOf: (index: number) => versions[index]!,
    standingOf: (index: number) => standings[index]!,
  } as Pick<OverviewData, 'count' | 'versionOf' | 'standingOf'> as OverviewData
  return { versions, standings, turns: new LineTurns(data) }
}

it('a piece has the lines that have changed since they were sent', () => {
  const { versions, standings, turns } = lines(10)
  expect([turns.turn(), turns.piece, turns.after(0).length]).toEqual([false, 1, 10])
  expect([turns.turn(), turns.piece]).toEqual([false, 1])
  versions[3]!++
  standings[7] = 5
  turns.turn()
  expect([turns.piece, turns.after(1)]).toEqual([2, [3, 7]])
  versions[3]!++
  turns.turn()
  expect([turns.after(1), turns.after(2)]).toEqual([[3, 7], [3]])
})

it('lines that change all the time take turns, and none has to wait for others twice', () => {
  const { versions, turns } = lines(1200)
  while (turns.turn());
  const begun = turns.piece
  for (let i = 0; i < 12; i++) {
    for (let index = 0; index < 1200; index++) versions[index]!++
    expect(turns.turn()).toBe(true)
  }
  const counts = turns.after(begun).length
  expect(counts).toBe(1200)
  expect(turns.after(turns.piece - 3)).toHaveLength(1200)
})
