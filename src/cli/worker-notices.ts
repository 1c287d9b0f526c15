import { inOneLine } from '../series/printable.ts'
import type { WorkerFacts, WorkerOnlooker } from '../tasks/worker-onlooker.ts'
import { size, whole } from './figures.ts'
import { RejectNotices } from './reject-notices.ts'

/** Failures of a partition that are reported: the first, the tenth, … */
const isSaid = (count: number) => /^10*$/.test(String(count))

/**
 * Says in a few lines what happens to a worker: which partitions are its own, what took over all of them has cost, and
 * what fails.
 *
 * @param say prints a line
 * @param warn prints a line about a problem
 */
export function workerNotices(say: (text: string) => void, warn = say): WorkerOnlooker {
  let facts: (() => WorkerFacts) | undefined
  let own: readonly number[] = []
  let belonged = false
  /** Partitions that are being taken over, and what it took so far. */
  let taking = new Set<number>()
  let sum = { partitions: 0, ms: 0, bytes: 0, replayed: 0 }
  const failures = new Map<number, number>()
  const rejects = new RejectNotices((text) => warn(inOneLine(text)))
  const settle = () => {
    if (taking.size > 0 || sum.partitions === 0) return
    const { partitions, ms, bytes, replayed } = sum
    const again = replayed > 0 ? `, ${whole(replayed)} records processed again` : ''
    say(`took over ${counted(partitions)} in ${(ms / 1000).toFixed(1)} s: ${size(bytes)} of state restored${again}`)
    sum = { partitions: 0, ms: 0, bytes: 0, replayed: 0 }
  }
  return {
    begin: (get) => {
      facts = get
    },
    task: () => ({
      begin: (ledger) => rejects.begin(ledger),
      write: (batch) => {
        for (const { observation } of batch) rejects.used(observation)
      },
    }),
    assigned: (partitions) => {
      if (partitions.join() === own.join()) return
      taking = new Set(partitions.filter((partition) => taking.has(partition) || !own.includes(partition)))
      own = partitions
      const all = facts?.().partitions
      const of = all === undefined ? '' : ` of ${whole(all)}`
      // Without any it is either not yet known to the group again, or a spare: see `joined`.
      if (partitions.length > 0) say(`has ${partitions.length}${of} partitions: ${rangesOf(partitions)}`)
      settle()
    },
    joined: () => {
      belonged = true
      // If partitions were assigned, they follow at once.
      queueMicrotask(() => {
        if (own.length === 0) say('has no partition: other workers have them all')
      })
    },
    lost: ({ message }) => warn(`no connection (${inOneLine(message)}); waiting until there is one`),
    regained: (awayMs) => warn(`connected again after ${Math.round(awayMs / 1000)} s`),
    tookOver: ({ partition, ms, bytes, replayed }) => {
      taking.delete(partition)
      const { partitions, ms: longest, bytes: before, replayed: again } = sum
      sum = {
        partitions: partitions + 1,
        ms: Math.max(longest, ms),
        bytes: before + bytes,
        replayed: again + replayed,
      }
      settle()
    },
    released: (partition) => {
      taking.delete(partition)
      settle()
    },
    failed: (partition, { message }, fenced) => {
      const count = (failures.get(partition) ?? 0) + 1
      failures.set(partition, count)
      if (!isSaid(count)) return
      const times = count === 1 ? '' : ` (${whole(count)} times so far)`
      const what = fenced ? 'was taken over by another worker' : inOneLine(message)
      warn(`partition ${partition}: ${what}${times}; it is taken over again if it still belongs to this worker`)
    },
    left: () => {
      if (belonged) say('left the group')
    },
  }
}

const counted = (partitions: number) => (partitions === 1 ? '1 partition' : `${whole(partitions)} partitions`)

/** Whole numbers, rising, with a dash for several that follow one another: `0–3, 7`. */
export function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
