/** A moment at which a call of a worker waits: for the network, for a disk, or for its next try. */
export interface Moment {
  readonly worker: string
  readonly call:
    | 'partitions'
    | 'join'
    | 'heartbeat'
    | 'confirm'
    | 'leave'
    | 'open'
    | 'restore'
    | 'poll'
    | 'commit'
    | 'wait'
  /** Before its effect, or after it, when the answer is on the way. */
  readonly when: 'before' | 'after'
  readonly partition?: number | undefined
}

/** How a call goes on. */
export interface Way {
  /** Records before the one asked for that a poll delivers again. */
  readonly again?: number
  /** Records that a poll delivers at most. */
  readonly most?: number
}

/** Decides when a call goes on, and how; it fails if the promise is rejected. */
export type Gate = (moment: Moment) => Promise<Way>
