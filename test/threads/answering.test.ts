import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { LocalPartition } from '../../src/shards/local-partition.ts'
import { answering } from '../../src/threads/answering.ts'
import { readError } from '../../src/threads/errors.ts'
import type { Call, Calls } from '../../src/threads/messages.ts'
import { writeObservation } from '../../src/threads/observations.ts'
import { type Pack, PackReader, PackWriter } from '../../src/threads/pack.ts'
import { Replay } from '../../src/threads/replay.ts'
import { chainOf, keysOf, logged } from './logged.ts'
import { portable, rowsOf } from './rows.ts'

/** What a thread does, in this one. */
function thread() {
  const answer = answering({ ...portable(), series: {}, timed: false })
  const pack = new PackWriter()
  const ask = async <C extends Call>(call: C, request: Parameters<Calls[C]>[0]) => {
    const [message, transferred] = await answer({ call, request })
    if ('answer' in message) return [message.answer as ReturnType<Calls[C]>, transferred] as const
    const errors = new PackReader()
    errors.open(message.error)
    throw readError(errors)
  }
  const packed = (rows: ReturnType<typeof rowsOf>): Pack => {
    for (const row of rows) {
      pack.number(1)
      writeObservation(pack, row)
    }
    return pack.take()
  }
  return { ask, packed }
}
const rows = rowsOf(3, 20)

it('records what rows bring about, saves, drops and brings back series', async () => {
  const direct = logged()
  const here = new LocalPartition(chainOf(portable(), direct.receiver.ledger).open, direct.receiver)
  const { ask, packed } = thread()
  const { lines, receiver } = logged()
  const replay = new Replay()
  const ids = keysOf(rows).map((series) => ({ series }))
  let states: { id: (typeof ids)[number]; bytes: Uint8Array }[] = []
  for (const part of [rows.slice(0, 25), rows.slice(25)]) {
    for await (const _ of here.take(part));
    const [recorded, transferred] = await ask('take', { rows: packed(part), count: part.length, states })
    expect(transferred).toHaveLength(4)
    replay.open(recorded)
    for (const [i, row] of part.entries()) replay.passOn(i, row, receiver)
    const [saved] = await ask('save', { ids })
    states = ids.map((id, i) => ({ id, bytes: saved[i]! }))
    await ask('drop', { series: keysOf(rows) })
  }
  expect(lines).toEqual(direct.lines)
  const expected: Uint8Array[] = []
  for await (const bytes of here.save(ids)) expected.push(bytes)
  expect(states.map(({ bytes }) => bytes)).toEqual(expected)
})

it('answers with the error of a request that cannot be met, and goes on', async () => {
  const { ask, packed } = thread()
  await expect(ask('save', { ids: [{ series: ['nobody'] }] })).rejects.toThrow('expected a series that is here')
  const [recorded] = await ask('take', { rows: packed(rows), count: rows.length, states: [] })
  const { lines, receiver } = logged()
  const replay = new Replay()
  replay.open(recorded)
  for (const [i, row] of rows.entries()) replay.passOn(i, row, receiver)
  expect(lines.length).toBeGreaterThan(20)
})

it('records a state that does not fit as an error before the first row', async () => {
  const { ask, packed } = thread()
  const states = [{ id: { series: ['a'] }, bytes: Uint8Array.of(1, 2, 3) }]
  const [recorded] = await ask('take', { rows: packed([]), count: 0, states })
  const replay = new Replay()
  replay.open(recorded)
  expect(() => replay.end(logged().receiver)).toThrow(DataError)
})
