import type { WorkerOnlooker } from '../tasks/worker-onlooker.ts'
import type { JsonLog } from './json-log.ts'
import { type LoggedNames, logged, rejectsLogged } from './logged.ts'

/**
 * Logs the life of a worker: `joined`, `assigned`, `takeover`, `released`, `task_failed`, `broker_lost`,
 * `broker_regained`, `left`; and of its tasks `reject` and the events of their series.
 *
 * @param clock in milliseconds
 */
export function workerLogged(log: JsonLog, clock: () => number, names: LoggedNames): WorkerOnlooker {
  const { happened, write } = logged(log, clock, names)
  // In one place for all tasks, so that many rejects remain few lines.
  const rejects = rejectsLogged(log, clock)
  return {
    task: () => ({ begin: rejects, happened: happened!, write: write! }),
    joined: () => log.info('joined'),
    assigned: (partitions) => log.info('assigned', { partitions }),
    tookOver: (takeover) => log.info('takeover', { ...takeover, ms: Math.round(takeover.ms) }),
    released: (partition) => log.info('released', { partition }),
    failed: (partition, { message }, fenced) => log.warn('task_failed', { partition, fenced, message }),
    lost: ({ message }) => log.error('broker_lost', { message }),
    regained: (awayMs) => log.info('broker_regained', { seconds: Math.round(awayMs) / 1000 }),
    left: () => log.info('left'),
  }
}
