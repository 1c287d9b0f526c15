import {
  type Engine,
  FencedError,
  type InputRecord,
  type OutputRecord,
  type StateRecord,
  type TaskLog,
  type Transaction,
} from '../../src/engine/engine.ts'
import { recordMark } from '../../src/engine/record-mark.ts'
import { ConfigError } from '../../src/errors.ts'
import type { Gate, Moment, Way } from './gate.ts'
import { MemoryGroup } from './memory-group.ts'

export interface ClusterOptions {
  readonly partitions: number
  readonly gate?: Gate
  /** False for a control without fencing: each owner commits as if it were the only one. */
  readonly fencing?: boolean
  /** True for a control that notes the position after a transaction, not in it. */
  readonly positionAfter?: boolean
  /** True for a control whose restore can end before the end of what was committed. */
  readonly restoresLess?: boolean
}

/** A transaction, open until it is committed or aborted. */
interface Open {
  readonly epoch: number
  outcome: 'open' | 'committed' | 'aborted'
}

interface Entry<T> {
  readonly record: T
  readonly of: Open
}

interface Partition {
  readonly input: InputRecord[]
  readonly changelog: Entry<StateRecord>[]
  readonly outputs: Entry<OutputRecord>[]
  epoch: number
  open: Open | undefined
  /** The position of the group, for those who look at its lag. */
  position: number
  /** Called when there is a new record. */
  readonly waiting: Set<() => void>
}

/**
 * What Kafka does for workers, in memory: partitions, a group that assigns them, transactions that are atomic, and
 * owners of which only the last can commit. A crash leaves what had been appended, as on a broker; the next owner
 * aborts it.
 */
export class MemoryCluster {
  readonly partitions: readonly Partition[]
  readonly group: MemoryGroup
  private readonly gate: Gate
  private readonly options: Omit<ClusterOptions, 'partitions' | 'gate'>
  constructor({ partitions, gate = async () => ({}), ...options }: ClusterOptions) {
    this.gate = gate
    this.options = options
    this.group = new MemoryGroup(partitions, gate)
    this.partitions = Array.from({ length: partitions }, () => ({
      input: [],
      changelog: [],
      outputs: [],
      epoch: 0,
      open: undefined,
      position: 0,
      waiting: new Set<() => void>(),
    }))
  }

  /** Appends a record to the input; as on a broker, offsets have gaps. */
  produce(partition: number, key: string, value: string): void {
    const { input, waiting } = this.partitions[partition]!
    const offset = input.length === 0 ? 0 : input.at(-1)!.offset + 1 + (input.length % 7 === 0 ? 1 : 0)
    input.push({ offset, key: encode(key), value: encode(value), time: offset })
    for (const wake of waiting) wake()
  }

  /** The outputs of a partition that a reader of committed records sees. */
  outputs(partition: number): OutputRecord[] {
    return committed(this.partitions[partition]!.outputs)
  }

  /** What the committed records of a changelog stand for, reserved keys included. */
  state(partition: number): Map<string, Uint8Array> {
    const state = new Map<string, Uint8Array>()
    for (const { key, value } of committed(this.partitions[partition]!.changelog)) {
      if (value) state.set(key, value)
      else state.delete(key)
    }
    return state
  }

  /** Whether everything that was produced has outputs. */
  isProcessed(): boolean {
    return this.partitions.every(({ input, position }) => position === (input.at(-1)?.offset ?? -1) + 1)
  }

  /** Wakes those that wait for records, so that they notice that they have crashed. */
  close(): void {
    for (const { waiting } of this.partitions) for (const wake of waiting) wake()
  }

  /** The engine of a worker. */
  engine(worker: string): Engine {
    return {
      name: 'memory',
      partitions: async () => {
        await this.gate({ worker, call: 'partitions', when: 'before' })
        return this.partitions.length
      },
      join: (assigned) => this.group.join(worker, assigned),
      check: async () => {},
      open: (partition, signal) => this.open(worker, partition, signal),
      close: async () => {},
    }
  }

  /** Fences the owner of a partition, as one does that takes it over and is gone at once. */
  fence(partition: number): void {
    const at = this.partitions[partition]!
    at.epoch++
    if (this.options.fencing === false || !at.open) return
    at.open.outcome = 'aborted'
    at.open = undefined
  }

  private async open(worker: string, partition: number, signal: AbortSignal): Promise<TaskLog> {
    const at = this.partitions[partition]!
    const pass = (call: Moment['call'], when: Moment['when'] = 'before') => this.gate({ worker, call, when, partition })
    await pass('open')
    this.fence(partition)
    const { epoch } = at
    const end = at.changelog.length
    await pass('open', 'after')
    let next: number | undefined
    return {
      restore: async (onRecord) => {
        const { again = 0 } = this.options.restoresLess ? await pass('restore') : {}
        const records = committed(at.changelog.slice(0, end - again))
        for (let i = 0; i < records.length; i += 10) {
          await pass('restore')
          signal.throwIfAborted()
          for (const record of records.slice(i, i + 10)) await onRecord(record)
        }
        await pass('restore', 'after')
      },
      recognize: async (offset, mark) => {
        const record = at.input.find((each) => each.offset >= offset)
        if (!record || (record.offset === offset && recordMark(record) !== mark))
          throw new ConfigError([{ where: 'kafka.topic:', message: `expected another record at ${offset}` }])
      },
      poll: async (from, until) => {
        for (;;) {
          const { again = 0, most = 500 } = await pass('poll')
          if (until.aborted) return []
          const first = at.input.findIndex(({ offset }) => offset >= from)
          if (first >= 0) {
            const records = at.input.slice(Math.max(0, first - again), first + most)
            next = records.at(-1)!.offset + 1
            return records
          }
          next = from
          await arrival(at.waiting, until)
        }
      },
      commit: async (transaction) => {
        await this.commit(at, epoch, transaction, pass)
      },
      get lag() {
        return next === undefined ? undefined : at.input.filter(({ offset }) => offset >= next!).length
      },
      close: async () => {},
    }
  }

  private async commit(
    at: Partition,
    epoch: number,
    { outputs, state, position }: Transaction,
    pass: (call: 'commit', when?: Moment['when']) => Promise<Way>,
  ): Promise<void> {
    const check = () => {
      if (this.options.fencing !== false && at.epoch !== epoch)
        throw new FencedError('another worker has taken over the partition')
    }
    await pass('commit')
    check()
    const transaction: Open = { epoch, outcome: 'open' }
    at.open = transaction
    for (const record of outputs) at.outputs.push({ record, of: transaction })
    // In two requests, so that a crash leaves a part of the transaction in the log.
    const half = Math.floor(state.length / 2)
    for (const [from, to] of [
      [0, half],
      [half, state.length],
    ] as const) {
      await pass('commit')
      check()
      for (const record of state.slice(from, to)) at.changelog.push({ record, of: transaction })
    }
    await pass('commit')
    check()
    transaction.outcome = 'committed'
    if (at.open === transaction) at.open = undefined
    if (this.options.positionAfter) await pass('commit', 'after')
    at.position = position
    await pass('commit', 'after')
  }
}

const committed = <T>(entries: readonly Entry<T>[]): T[] =>
  entries.filter(({ of }) => of.outcome === 'committed').map(({ record }) => record)

const encode = (text: string) => new TextEncoder().encode(text)

/** Resolves when there is a new record, or the signal was aborted. */
function arrival(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      waiting.delete(wake)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    waiting.add(wake)
    signal.addEventListener('abort', wake)
  })
}
