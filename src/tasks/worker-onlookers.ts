import { together } from '../run/onlookers.ts'
import type { WorkerOnlooker } from './worker-onlooker.ts'

/** Shows a worker to several, in their order. */
export function workerTogether(all: readonly WorkerOnlooker[]): WorkerOnlooker {
  const each = (tell: (one: WorkerOnlooker) => void) => all.forEach(tell)
  return {
    begin: (facts) => each((one) => one.begin?.(facts)),
    task: (partition) => together(all.flatMap((one) => one.task?.(partition) ?? [])),
    joined: () => each((one) => one.joined?.()),
    assigned: (partitions) => each((one) => one.assigned?.(partitions)),
    tookOver: (takeover) => each((one) => one.tookOver?.(takeover)),
    released: (partition) => each((one) => one.released?.(partition)),
    committed: (commit) => each((one) => one.committed?.(commit)),
    failed: (partition, error, fenced) => each((one) => one.failed?.(partition, error, fenced)),
    lost: (error) => each((one) => one.lost?.(error)),
    regained: (awayMs) => each((one) => one.regained?.(awayMs)),
    left: () => each((one) => one.left?.()),
  }
}
