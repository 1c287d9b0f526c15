import { expect, it } from 'vitest'
import type { Observation } from '../../src/series/observation.ts'
import { LocalPartition } from '../../src/shards/local-partition.ts'
import { Recording } from '../../src/threads/recording.ts'
import { Replay } from '../../src/threads/replay.ts'
import { chainOf, logged } from './logged.ts'
import { portable, rowsOf } from './rows.ts'

it.each([{}, { lateness: '3d' }, { sums: [2, 3] }])('holds everything that rows bring about: %j', async (changes) => {
  const rows = rowsOf(6, 60)
  const steps = portable(changes)
  const direct = logged()
  const here = new LocalPartition(chainOf(steps, direct.receiver.ledger).open, direct.receiver)
  for await (const _ of here.take(rows));

  const recording = new Recording(false)
  const there = new LocalPartition(chainOf(steps, recording.ledger).open, recording)
  const replayed = logged()
  const replay = new Replay()
  for (let at = 0; at < rows.length; at += 50) {
    const batch = rows.slice(at, at + 50)
    const followed = function* (): Generator<Observation> {
      for (const [i, row] of batch.entries()) {
        recording.at(i, true, row)
        yield row
      }
    }
    for await (const _ of there.take(followed()));
    replay.open(recording.take())
    for (const [i, row] of batch.entries()) replay.passOn(i, row, replayed.receiver)
  }
  expect(replayed.lines).toEqual(direct.lines)
  expect(replayed.receiver.ledger.counts).toEqual(direct.receiver.ledger.counts)
  const { filled, rejected, restarts, skipped } = direct.receiver.ledger
  expect(Math.min(filled, restarts, skipped)).toBeGreaterThan(0)
  expect(rejected > 0).toBe(!changes.lateness)
})

it('says what each row took if it is asked to', () => {
  const recording = new Recording(true)
  recording.at(3, false)
  recording.step!(0.25)
  const took: number[] = []
  const replay = new Replay()
  replay.open(recording.take())
  replay.passOn(3, undefined, { ...logged().receiver, step: (ms) => took.push(ms) })
  expect(took).toEqual([0.25])
  expect(new Recording(false).step).toBeUndefined()
})
