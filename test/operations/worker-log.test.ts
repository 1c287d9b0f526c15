import { expect, it } from 'vitest'
import { workerLogged } from '../../src/operations/worker-log.ts'
import { Ledger } from '../../src/series/ledger.ts'

it('logs a line for each event of a worker, and few for many rejects', () => {
  const lines: unknown[] = []
  const at =
    (level: string) =>
    (event: string, fields: object = {}) =>
      lines.push([level, event, fields])
  const log = workerLogged({ info: at('info'), warn: at('warn'), error: at('error') }, () => 0, { series: ['load'] })
  log.joined?.()
  log.assigned?.([0, 2])
  log.tookOver?.({ partition: 2, ms: 41.6, bytes: 900, records: 3, replayed: 1, position: 17 })
  log.failed?.(0, new Error('fenced'), true)
  log.lost?.(new Error('refused'))
  log.regained?.(2345.6)
  log.released?.(2)
  log.left?.()
  expect(lines).toEqual([
    ['info', 'joined', {}],
    ['info', 'assigned', { partitions: [0, 2] }],
    ['info', 'takeover', { partition: 2, ms: 42, bytes: 900, records: 3, replayed: 1, position: 17 }],
    ['warn', 'task_failed', { partition: 0, fenced: true, message: 'fenced' }],
    ['error', 'broker_lost', { message: 'refused' }],
    ['info', 'broker_regained', { seconds: 2.346 }],
    ['info', 'released', { partition: 2 }],
    ['info', 'left', {}],
  ])
  lines.length = 0
  for (const partition of [0, 1, 2]) {
    const ledger = new Ledger()
    log.task?.(partition).begin?.(ledger)
    for (let i = 0; i < 100; i++) ledger.reject({ reason: 'expected a number', raw: [] })
  }
  log.task?.(0).happened?.({ kind: 'stale', time: 0, reason: 'no row' })
  expect(lines).toEqual([
    ['warn', 'reject', expect.objectContaining({ kind: 'number' })],
    ['warn', 'stale', expect.objectContaining({ reason: 'no row' })],
  ])
})
