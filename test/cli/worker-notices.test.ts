import { beforeEach, describe, expect, it } from 'vitest'
import { rangesOf, workerNotices } from '../../src/cli/worker-notices.ts'
import { Ledger } from '../../src/series/ledger.ts'

let said: string[]
let notices: ReturnType<typeof workerNotices>
beforeEach(() => {
  said = []
  notices = workerNotices((text) => said.push(text))
  notices.begin?.(() => ({ partitions: 8, connected: true, joined: true, tasks: [] }))
})
const took = (partition: number, ms: number, replayed = 0) =>
  notices.tookOver?.({ partition, ms, bytes: 1_500_000, records: 10, replayed, position: 5 })

describe('the notices of a worker', () => {
  it('say what taking over all partitions took, once', () => {
    notices.assigned?.([0, 1, 2, 5])
    for (const partition of [0, 2, 5]) took(partition, 100 * partition)
    expect(said).toEqual(['has 4 of 8 partitions: 0–2, 5'])
    took(1, 1250, 40)
    expect(said.at(-1)).toBe('took over 4 partitions in 1.3 s: 6.0 MB of state restored, 40 records processed again')
    notices.assigned?.([0, 1, 2, 5])
    notices.assigned?.([0, 1, 2, 5, 6])
    took(6, 50)
    expect(said.slice(2)).toEqual([
      'has 5 of 8 partitions: 0–2, 5–6',
      'took over 1 partition in 0.1 s: 1.5 MB of state restored',
    ])
  })

  it('do not wait for a partition that was lost meanwhile', () => {
    notices.assigned?.([0, 1])
    took(0, 10)
    notices.assigned?.([0])
    expect(said.at(-1)).toMatch(/^took over 1 partition/)
  })

  it('say that a worker is a spare once the group has confirmed it, not while the group is lost', async () => {
    notices.assigned?.([])
    await Promise.resolve()
    expect(said).toEqual([])
    notices.joined?.()
    await Promise.resolve()
    expect(said).toEqual(['has no partition: other workers have them all'])
  })

  it('say that there is no broker, and that there is one again', async () => {
    notices.assigned?.([0])
    notices.lost?.(new Error('127.0.0.1:9092: ECONNREFUSED'))
    notices.assigned?.([])
    notices.regained?.(54_900)
    notices.joined?.()
    notices.assigned?.([0])
    await Promise.resolve()
    expect(said).toEqual([
      'has 1 of 8 partitions: 0',
      'no connection (127.0.0.1:9092: ECONNREFUSED); waiting until there is one',
      'connected again after 55 s',
      'has 1 of 8 partitions: 0',
    ])
  })

  it('say the first failure of a partition, and then the tenth', () => {
    for (let i = 0; i < 12; i++) notices.failed?.(3, new Error('coordinator\nmoved'), i === 9)
    const again = 'it is taken over again if it still belongs to this worker'
    expect(said).toEqual([
      `partition 3: coordinator\\nmoved; ${again}`,
      `partition 3: was taken over by another worker (10 times so far); ${again}`,
    ])
  })

  it('count rows that cannot be used over all tasks', () => {
    const ledgers = [new Ledger(), new Ledger()]
    for (const [partition, ledger] of ledgers.entries()) notices.task?.(partition).begin?.(ledger)
    for (let i = 0; i < 10; i++)
      ledgers[i % 2]!.reject({ place: { file: 'kafka', line: i }, reason: 'expected a number', raw: [] })
    expect(said.length).toBe(2)
    expect(said[1]).toMatch(/^10 rows in a row could not be used/)
  })

  it('can be of problems only', () => {
    const quiet = workerNotices(
      () => {},
      (text) => said.push(text),
    )
    quiet.assigned?.([0])
    quiet.lost?.(new Error('ECONNREFUSED'))
    quiet.regained?.(1000)
    quiet.failed?.(0, new Error('no leader'), false)
    quiet.left?.()
    expect(said.map((text) => text.split(' ')[0])).toEqual(['no', 'connected', 'partition'])
  })

  it('say that the group was left, if it was joined', () => {
    notices.left?.()
    expect(said).toEqual([])
    notices.joined?.()
    notices.left?.()
    expect(said).toEqual(['left the group'])
  })
})

it('ranges have a dash', () => {
  expect([rangesOf([]), rangesOf([3]), rangesOf([0, 1, 2, 7, 9, 10])]).toEqual(['', '3', '0–2, 7, 9–10'])
})
