import { expect, it } from 'vitest'
import type { Task } from '../../src/tasks/assigned-task.ts'
import { Pace } from '../../src/tasks/pace.ts'
import { smallTask } from '../engine/small-task.ts'
import { filled, started, until } from './started-worker.ts'

it('begins with few records, doubles them, and begins again', () => {
  const pace = new Pace()
  expect([pace.next(), pace.next(), pace.next()]).toEqual([16, 32, 64])
  pace.slow()
  expect(pace.next()).toBe(16)
})

it('begins again in all tasks of a worker that takes over more partitions', async () => {
  const cluster = filled(2)
  const paces = new Map<number, Task['pace']>()
  const a = started(cluster.engine('A'), (task) => {
    paces.set(task.partition, task.pace)
    return smallTask()(task)
  })
  const b = started(cluster.engine('B'))
  await until(() => b.facts().tasks.length === 1 && a.facts().tasks.length === 1)
  const [own] = a.facts().tasks
  const pace = paces.get(own!.partition)!
  while (pace.next() < 100) {}
  b.stop()
  await until(() => a.facts().tasks.length === 2)
  expect(pace.next()).toBe(16)
  a.stop()
  await Promise.all([a.ended, b.ended])
})
