import type { Onlooker } from '../run/onlooker.ts'

/** What a worker is doing now. */
export interface WorkerFacts {
  /** Number of partitions of the input; undefined until the broker has answered. */
  readonly partitions: number | undefined
  /** Whether the broker can be reached. */
  readonly connected: boolean
  /** Whether it belongs to the group. */
  readonly joined: boolean
  /** Its tasks, by partition. */
  readonly tasks: readonly TaskFacts[]
}

/** A task of a worker: a partition of the input that is assigned to it. */
export interface TaskFacts {
  readonly partition: number
  /** `restoring`: its state is being read; `waiting`: it failed, and is taken over again later. */
  readonly state: 'restoring' | 'running' | 'waiting'
  /** Why it is waiting. */
  readonly problem?: string | undefined
  /** Offset of the first record without outputs; undefined while it is restored. */
  readonly position: number | undefined
  /** Records that wait to be processed; undefined if that is not known. */
  readonly lag: number | undefined
  /** Milliseconds from the assignment, or the end of a wait, to the first record that was read; of the last takeover. */
  readonly restoreMs: number | undefined
  /** How often this worker has taken it over. */
  readonly takeovers: number
  /** Errors after which it had to be taken over again. */
  readonly errors: number
}

/** A takeover that is over: the owner before is fenced, and the state is restored. */
export interface Takeover {
  readonly partition: number
  readonly ms: number
  /** What was read from the changelog. */
  readonly bytes: number
  readonly records: number
  /** Records of the input that are processed again without outputs, since their state was not committed. */
  readonly replayed: number
  readonly position: number
}

/** A transaction that took effect. */
export interface Commit {
  readonly partition: number
  readonly ms: number
  readonly outputs: number
  /** Of the changelog. */
  readonly bytes: number
}

/** Watches a worker, as a dashboard or a log does. The worker does not wait for it. */
export interface WorkerOnlooker {
  /** Called once at the start. @param facts what the worker is doing, whenever it is called */
  begin?(facts: () => WorkerFacts): void
  /** Watches the run of a task: called at each takeover. */
  task?(partition: number): Partial<Onlooker>
  /** The worker belongs to the group, for the first time or again. */
  joined?(): void
  /** All partitions that are its own from now on. */
  assigned?(partitions: readonly number[]): void
  tookOver?(takeover: Takeover): void
  /** A task has ended: its partition is another worker's, or the worker stops. */
  released?(partition: number): void
  committed?(commit: Commit): void
  /** A task failed, and is taken over again later. @param fenced whether another worker has taken it over */
  failed?(partition: number, error: Error, fenced: boolean): void
  /** The broker cannot be reached. Called once, however long that takes. */
  lost?(error: Error): void
  /** The broker can be reached again. */
  regained?(awayMs: number): void
  /** The worker has left the group, and ends. */
  left?(): void
}
