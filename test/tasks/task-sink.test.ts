import { expect, it } from 'vitest'
import type { OutputRecord } from '../../src/engine/engine.ts'
import { ForecastRecords } from '../../src/sinks/forecast-records.ts'
import { taskSink } from '../../src/tasks/task-sink.ts'
import { scoredOf } from '../sinks/scored.ts'

it('sends what is selected to its topic, as the sink of a run does', async () => {
  const sent: OutputRecord[] = []
  const which = { topic: 'forecasts', leads: [2] }
  const place = { title: 't', series: ['a', 'b'], resolve: (path: string) => path }
  const sink = await taskSink(which, (record) => sent.push(record))(place)
  const scored = scoredOf(1, [1, 2, 3, 4])
  await sink.write([scored, scored])
  const records = new ForecastRecords({ leads: [2] }, place).of(scored)
  expect(sent).toEqual([...records, ...records].map((record) => ({ topic: 'forecasts', ...record })))
  await sink.close({ rows: {} as never, scores: undefined, notes: [] })
  await sink.abort()
  expect(sent).toHaveLength(4)
})
