import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { Recording } from '../../src/threads/recording.ts'
import { Replay } from '../../src/threads/replay.ts'
import { logged } from './logged.ts'

it('passes on what came before an error, then throws it', () => {
  const recording = new Recording(false)
  const { receiver } = logged()
  recording.at(0, false)
  recording.ledger.accept(false)
  recording.at(2, false)
  recording.ledger.accept(true)
  const replay = new Replay()
  replay.open(recording.take({ error: new DataError('no') }))
  for (const row of [0, 1]) replay.passOn(row, undefined, receiver)
  expect(receiver.ledger.counts).toMatchObject({ accepted: 1, imputed: 0 })
  expect(() => replay.passOn(2, undefined, receiver)).toThrow(new DataError('no'))
  expect(receiver.ledger.counts).toMatchObject({ accepted: 1, imputed: 1 })
})

it('throws what was thrown before the first row of a batch without rows', () => {
  const recording = new Recording(false)
  const replay = new Replay()
  recording.at(0, false)
  replay.open(recording.take({ error: new DataError('no') }))
  expect(() => replay.end(logged().receiver)).toThrow(new DataError('no'))
  recording.at(0, false)
  replay.open(recording.take())
  replay.passOn(0, undefined, logged().receiver)
  replay.end(logged().receiver)
})

it('counts every kind of row', () => {
  const recording = new Recording(false)
  const { ledger } = recording
  const reject = { reason: 'no', raw: ['a'], column: 'b' }
  recording.at(0, false)
  for (const missing of [true, false]) {
    ledger.accept(missing)
    ledger.accept(missing)
    ledger.accept(missing)
    ledger.moveToRejected(reject, missing)
    ledger.moveToSkipped(missing)
  }
  ledger.reject(reject)
  ledger.skip()
  ledger.fill()
  ledger.restart()
  const { lines, receiver } = logged()
  const replay = new Replay()
  replay.open(recording.take())
  replay.passOn(0, undefined, receiver)
  expect(receiver.ledger.counts).toEqual({
    rows: 8,
    accepted: 1,
    imputed: 1,
    rejected: 3,
    skipped: 3,
    filled: 1,
    restarts: 1,
  })
  expect(lines.map((line) => JSON.parse(line))).toEqual([true, true, false].map((recalled) => [reject, recalled, null]))
})
