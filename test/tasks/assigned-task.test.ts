import { expect, it } from 'vitest'
import { AssignedTask, type RunTask } from '../../src/tasks/assigned-task.ts'
import { Precedence } from '../../src/tasks/precedence.ts'
import { Reach } from '../../src/tasks/reach.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'

const turn = () => new Promise(setImmediate)

function assigned(runTask: RunTask) {
  const cluster = new MemoryCluster({ partitions: 1 })
  cluster.produce(0, 'k', '1')
  const stop = new AbortController()
  const told: string[] = []
  const around = {
    engine: cluster.engine('A'),
    runTask,
    membership: cluster.engine('A').join(() => {}),
    stop: stop.signal,
    reach: new Reach({}),
    precedence: new Precedence(),
    onlooker: {
      failed: (_: number, { message }: Error) => told.push(message),
      released: () => told.push('released'),
    },
    delay: () => ({ wait: async () => void (await turn()), reset: () => {} }),
    fail: () => {},
  }
  const task = new AssignedTask(0, around, { takeovers: 0, errors: 0 }, undefined)
  return { task, told, precedence: around.precedence, stop: () => stop.abort() }
}

it('tells what it does: restoring, running, waiting', async () => {
  let goOn = () => {}
  const wait = () => new Promise<void>((resolve) => (goOn = resolve))
  const { task, told, stop } = assigned(async ({ log, stop, cancel }) => {
    await wait()
    await log.restore(() => {})
    await log.poll(0, cancel)
    await wait()
    if (!stop.aborted) throw new Error('a failure')
  })
  await turn()
  expect(task.facts()).toMatchObject({ partition: 0, state: 'restoring', position: undefined, takeovers: 0, errors: 0 })
  goOn()
  await turn()
  expect(task.facts()).toMatchObject({
    state: 'running',
    position: 0,
    lag: 0,
    takeovers: 1,
    restoreMs: expect.any(Number),
  })
  goOn()
  while (told.length === 0) await Promise.resolve()
  expect(task.facts()).toMatchObject({ state: 'waiting', problem: 'a failure', takeovers: 1, errors: 1 })
  await turn()
  await turn()
  expect(task.facts()).toMatchObject({ state: 'restoring', problem: undefined })
  stop()
  goOn()
  await turn()
  goOn()
  await task.ended
  expect(told).toEqual(['a failure', 'released'])
})

it('does not call it a failure when a cancelled task throws', async () => {
  const { task, told } = assigned(
    ({ cancel }) =>
      new Promise((_, reject) => {
        cancel.addEventListener('abort', () => reject(cancel.reason))
      }),
  )
  await turn()
  task.cancel()
  await task.ended
  expect(told).toEqual(['released'])
})

it('goes on after a commit when no other partition is taken over any more', async () => {
  let went = 0
  const { task, precedence, stop } = assigned(async ({ log, stop, cancel }) => {
    await log.restore(() => {})
    for (; !stop.aborted; went++) {
      await log.poll(0, cancel)
      await log.commit({ outputs: [], state: [], position: went })
      await turn()
    }
  })
  precedence.begin(7)
  for (let i = 0; i < 5; i++) await turn()
  expect(went).toBe(0)
  precedence.end(7)
  for (let i = 0; i < 5; i++) await turn()
  expect(went).toBeGreaterThan(0)
  precedence.begin(7)
  stop()
  await task.ended
  precedence.end(7)
})
