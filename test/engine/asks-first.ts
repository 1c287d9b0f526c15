import type { Engine } from '../../src/engine/engine.ts'
import type { Scheduler } from './scheduler.ts'

/**
 * The engine of a worker, with a look at what the worker owes to the others: before it takes a partition over again, the
 * group must have confirmed that it belongs to it. One that was paused could fence the rightful owner otherwise.
 */
export function asksFirst(worker: string, engine: Engine, scheduler: Scheduler, problems: string[]): Engine {
  const permitted = new Set<number>()
  let mine: readonly number[] = []
  return {
    ...engine,
    join: async (assigned) => {
      const membership = await engine.join((partitions) => {
        for (const partition of partitions) if (!mine.includes(partition)) permitted.add(partition)
        mine = partitions
        scheduler.note(`${worker} is assigned ${partitions}`)
        assigned(partitions)
      })
      return {
        ...membership,
        confirm: async () => {
          await membership.confirm()
          for (const partition of mine) permitted.add(partition)
        },
      }
    },
    open: (partition, signal) => {
      if (!permitted.delete(partition))
        problems.push(`${worker} takes over ${partition} without having asked the group`)
      return engine.open(partition, signal)
    },
  }
}
