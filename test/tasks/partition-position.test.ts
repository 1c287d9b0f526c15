import { expect, it } from 'vitest'
import { MessageRows } from '../../src/live/message-rows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { PartitionPosition } from '../../src/tasks/partition-position.ts'
import { columnsOf } from './task-pipeline.ts'

it('is saved with what reading the rows has left', () => {
  const columns = columnsOf('format: csv, columns: [time, value], time: time, target: value')
  const rows = new MessageRows('readings', columns)
  for (const part of rows.partsOf('2024-01-01,1')) rows.decode(part, 1, 0)
  const position = new PartitionPosition(rows)
  position.next = 12_345_678_901
  position.mark = 4_000_000_000
  const copy = new PartitionPosition(new MessageRows('readings', columns))
  restore(copy, snapshot(position))
  expect([copy.next, copy.mark]).toEqual([12_345_678_901, 4_000_000_000])
  expect(snapshot(copy)).toEqual(snapshot(position))
})
