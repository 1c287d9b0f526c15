import { describe, expect, it, vi } from 'vitest'
import { FencedError } from '../../src/engine/engine.ts'
import { ConfigError, DataError } from '../../src/errors.ts'
import type { RunTask } from '../../src/tasks/assigned-task.ts'
import type { Moment } from '../engine/gate.ts'
import { smallTask } from '../engine/small-task.ts'
import { all, done, expected, filled, started, turn, until } from './started-worker.ts'

describe('a worker', () => {
  it('processes all partitions, says what it does, and leaves when it is stopped', async () => {
    const cluster = filled(2)
    const { told, facts, stop, ended } = started(cluster.engine('A'))
    await until(() => done(cluster))
    expect(facts()).toMatchObject({ partitions: 2, connected: true, joined: true })
    const task = { state: 'running', position: 22, lag: 0, takeovers: 1, errors: 0 }
    expect(facts().tasks).toMatchObject([
      { partition: 0, ...task },
      { partition: 1, ...task },
    ])
    stop()
    await ended
    const tookOver = [0, 1].map((partition) => `took over ${partition} with 0 at 0, 0 again`)
    expect(told).toEqual(['joined', 'assigned 0,1', ...tookOver, 'released 0', 'released 1', 'left'])
    expect(cluster.outputs(0).length).toBeGreaterThan(10)
  })

  it('gives partitions to workers that come and takes over those of workers that leave', async () => {
    const cluster = filled(4)
    const a = started(cluster.engine('A'))
    const b = started(cluster.engine('B'), smallTask({ stateEvery: 3 }))
    await until(() => b.facts().tasks.length === 2 && a.facts().tasks.length === 2)
    a.stop()
    await a.ended
    await until(() => done(cluster) && b.facts().tasks.length === 4)
    b.stop()
    await b.ended
    expect(all(cluster)).toEqual(await expected(4))
  })

  it('takes a partition over again after each failure, when the group has confirmed that it belongs to it', async () => {
    const calls: string[] = []
    let failures = 3
    const cluster = filled(1, async ({ call, when }) => {
      calls.push(`${call} ${when}`)
      if (call === 'commit' && calls.length % 3 === 0 && failures-- > 0) throw new Error('connection lost')
      return { most: 5 }
    })
    const { told, stop, ended } = started(cluster.engine('A'))
    await until(() => done(cluster))
    stop()
    await ended
    expect(told.filter((text) => text.startsWith('0 failed'))).toEqual(Array(3).fill('0 failed: connection lost'))
    expect(told.filter((text) => text === 'regained')).toHaveLength(3)
    const opens = calls.filter((call) => /^(open before|confirm)/.test(call))
    expect(opens.join(', ')).toBe(['open before', ...Array(3).fill('confirm before, open before')].join(', '))
    expect(all(cluster)).toEqual(await expected(1))
  })

  it('goes on after it was fenced', async () => {
    const cluster = filled(1, async () => {
      await turn()
      return { most: 5 }
    })
    const { told, stop, ended } = started(cluster.engine('A'))
    await until(() => cluster.partitions[0]!.position > 5)
    cluster.fence(0)
    await until(() => done(cluster))
    stop()
    await ended
    expect(told).toContain('0 was fenced: another worker has taken over the partition')
    expect(all(cluster)).toEqual(await expected(1))
  })

  it('waits for a broker that cannot be reached, says so once, and goes on', async () => {
    let away = 12
    const cluster = filled(1, async () => {
      if (away-- > 0) throw new Error('connect ECONNREFUSED')
      return {}
    })
    const { told, facts, stop, ended } = started(cluster.engine('A'))
    expect(facts().connected).toBe(false)
    await until(() => done(cluster))
    stop()
    await ended
    expect(told.slice(0, 4)).toEqual(['lost: connect ECONNREFUSED', 'regained', 'joined', 'assigned 0'])
    expect(told.filter((text) => text.startsWith('lost'))).toHaveLength(1)
  })

  it('can be stopped while it waits for a broker, wherever', async () => {
    for (const stuck of ['partitions', 'join', 'open', 'confirm'] as const) {
      for (const way of ['never answers', 'fails'] as const) {
        const gate = async ({ call }: Moment) => {
          if (call === 'poll' && stuck === 'confirm') throw new Error('failed')
          if (call !== stuck) return {}
          if (way === 'fails') throw new Error('failed')
          return stuck === 'open' ? {} : new Promise<never>(() => {})
        }
        const { stop, ended } = started(filled(1, gate).engine('A'))
        for (let i = 0; i < 20; i++) await turn()
        stop()
        await ended
      }
    }
  })

  it('ends after a while if a broker never answers its last commit', async () => {
    const gate = async ({ call }: Moment) => (call === 'commit' ? new Promise<never>(() => {}) : {})
    const { told, facts, stop, ended } = started(filled(1, gate).engine('A'))
    await until(() => facts().tasks[0]?.state === 'running')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      stop()
      for (let i = 0; i < 20; i++) await turn()
      expect(told).not.toContain('left')
      await vi.advanceTimersByTimeAsync(10_000)
      await ended
    } finally {
      vi.useRealTimers()
    }
    expect(told.at(-1)).toBe('left')
  })

  it.each([ConfigError, DataError])('ends with a %o of a task, and has left the group by then', async (Fault) => {
    const cluster = filled(2)
    const fault = Fault === ConfigError ? new ConfigError([{ where: 'a', message: 'b' }]) : new DataError('a b')
    const broken: RunTask = async (task) => {
      if (task.partition === 1) throw fault
      return smallTask()(task)
    }
    const { told, ended } = started(cluster.engine('A'), broken)
    await expect(ended).rejects.toBe(fault)
    expect(told.at(-1)).toBe('left')
    const { told: others, ended: end, stop } = started(cluster.engine('B'))
    await until(() => done(cluster))
    expect(others).toContain('assigned 0,1')
    stop()
    await end
  })

  it('ends with a ConfigError of the engine, which another try would not change', async () => {
    const fault = new ConfigError([{ where: 'kafka.topic:', message: 'expected a topic' }])
    const gate = async ({ call }: Moment) => {
      if (call === 'partitions') throw fault
      return {}
    }
    await expect(started(filled(1, gate).engine('A')).ended).rejects.toBe(fault)
  })

  it('ends when the input or the group has changed, as it finds out when it is assigned partitions', async () => {
    const cluster = filled(2)
    const fault = new ConfigError([{ where: 'kafka.topic:', message: 'expected 2 partitions, got 3' }])
    let looks = 0
    const check = async () => {
      looks++
      throw looks < 3 ? new Error('connection lost') : fault
    }
    const { told, ended } = started({ ...cluster.engine('A'), check })
    const failing = expect(ended).rejects.toBe(fault)
    for (let i = 1; i <= 3; i++) {
      cluster.group.rebalance()
      await until(() => looks >= i)
    }
    await failing
    expect(told.at(-1)).toBe('left')
    expect(told.some((text) => text.startsWith('lost'))).toBe(false)
  })

  it('says that it lost the group, and when it is back, or when it has no partitions', async () => {
    const cluster = filled(1)
    const a = started(cluster.engine('A'))
    const b = started(cluster.engine('B'))
    await until(() => a.facts().joined && b.facts().joined)
    cluster.group.expel('A')
    await until(() => a.told.filter((text) => text === 'joined').length === 2)
    await until(() => a.facts().joined && b.facts().joined)
    expect(a.facts().tasks.length + b.facts().tasks.length).toBe(1)
    for (const { stop, ended } of [a, b]) {
      stop()
      await ended
    }
  })

  it('does not take the end of its membership for a lost broker if it is stopped without partitions', async () => {
    const engine = filled(1).engine('A')
    let end = (_: Error) => {}
    const confirmed = new Promise<void>((_, reject) => (end = reject))
    const join: typeof engine.join = async (assigned) => {
      assigned([])
      return { confirm: () => confirmed, leave: async () => end(new Error('the group was left')) }
    }
    const { told, stop, ended } = started({ ...engine, join })
    await until(() => told.includes('assigned '))
    stop()
    await ended
    for (let i = 0; i < 5; i++) await turn()
    expect(told).toEqual(['assigned ', 'left'])
  })

  it('waits until nothing of a partition goes on before it takes it over again', async () => {
    let running = 0
    const most: number[] = []
    const slow: RunTask = async (task) => {
      most.push(++running)
      await smallTask()(task).finally(async () => {
        for (let i = 0; i < 5; i++) await turn()
        running--
      })
    }
    const cluster = filled(1)
    const { stop, ended } = started(cluster.engine('A'), slow)
    for (let i = 0; i < 5; i++) {
      await until(() => running === 1)
      cluster.group.expel('A')
      await turn()
    }
    await until(() => done(cluster))
    stop()
    await ended
    expect(Math.max(...most)).toBe(1)
  })
})

it('tells being fenced from having lost the broker', async () => {
  const cluster = filled(1)
  const { told, stop, ended } = started(cluster.engine('A'), async ({ log, cancel, stop }) => {
    await log.restore(() => {})
    await log.poll(0, AbortSignal.any([cancel, stop]))
    throw new FencedError('taken over')
  })
  await until(() => told.some((text) => text.startsWith('0 was fenced')))
  stop()
  await ended
  expect(told.some((text) => text.startsWith('lost'))).toBe(false)
})
