import type { TaskLog } from '../../src/engine/engine.ts'
import type { RunTask } from '../../src/tasks/assigned-task.ts'

/** Tells which tasks compute, and do not wait in a call. */
export class BusyTasks {
  /** Those that compute, with their worker. */
  private readonly computing = new Map<object, string>()
  private readonly ended = new Set<string>()

  get some(): boolean {
    return this.computing.size > 0
  }

  /** The process of a worker has ended. */
  end(worker: string): void {
    this.ended.add(worker)
    for (const [task, name] of this.computing) if (name === worker) this.computing.delete(task)
  }

  observe(worker: string, run: RunTask): RunTask {
    return async (task) => {
      const key = {}
      let calls = 0
      const note = () => {
        if (calls === 0 && !this.ended.has(worker)) this.computing.set(key, worker)
        else this.computing.delete(key)
      }
      const within = async <T>(call: Promise<T>) => {
        calls++
        note()
        try {
          return await call
        } finally {
          calls--
          note()
        }
      }
      const { log } = task
      const observed: TaskLog = {
        restore: (onRecord) => within(log.restore(onRecord)),
        recognize: (offset, mark) => within(log.recognize(offset, mark)),
        poll: (from, signal) => within(log.poll(from, signal)),
        commit: (transaction) => within(log.commit(transaction)),
        close: () => log.close(),
        get lag() {
          return log.lag
        },
      }
      note()
      try {
        await run({ ...task, log: observed })
      } finally {
        // What a cancelled task still does is not waited for.
        calls = Number.POSITIVE_INFINITY
        note()
      }
    }
  }
}
