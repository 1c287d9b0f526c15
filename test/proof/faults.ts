import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from '../peers/kafka/cluster.ts'
import type { Relay, Way } from '../peers/kafka/relay.ts'
import type { Workers } from './workers.ts'

/** What a fault acts on: a group that has begun to work. */
export interface Scene {
  readonly workers: Workers
  /** The cluster, if the proof has one of its own. */
  readonly cluster: Cluster | undefined
  /** A network that can be cut. */
  readonly relay: Relay | undefined
  /** Resolves when the group has committed this part of all rows. */
  reached(part: number): Promise<void>
  /**
   * Resolves when the group has gone on in every partition that has rows left, and notes how long that took.
   *
   * @param what has just happened
   */
  takenOver(what: string): Promise<void>
  /** Resolves when the group has committed something after the call. */
  goesOn(): Promise<void>
  /** Whether all rows are committed. */
  isDone(): boolean
}

export type Fault = (scene: Scene) => Promise<void>

/** Kills one of two workers four times, and starts another when the survivor has taken over. */
const kill: Fault = async ({ workers, reached, takenOver }) => {
  const group = [workers.start(), workers.start()]
  for (const part of [0.15, 0.35, 0.55, 0.75]) {
    await reached(part)
    // Otherwise the start of a worker would be timed, too.
    await workers.working(group[1]!)
    await workers.signal(group.shift()!, 'SIGKILL')
    await takenOver('killed')
    group.push(workers.start())
  }
}

/** Pauses one of two workers until the other has taken over, and lets it go on: it does not know that it was replaced. */
const pause: Fault = async ({ workers, reached, takenOver }) => {
  const group = [workers.start(), workers.start()]
  for (const part of [0.15, 0.35, 0.55, 0.75]) {
    await reached(part)
    const paused = group.shift()!
    await workers.signal(paused, 'SIGSTOP')
    await takenOver('paused')
    await workers.signal(paused, 'SIGCONT')
    group.push(paused)
  }
}

/** A control: the position is outside of the transaction. A worker is killed between the two commits. */
const outside: Fault = async ({ workers, takenOver }) => {
  const halted = workers.startHalting('outside')
  await workers.said(halted, /"halted"/)
  await workers.signal(halted, 'SIGKILL')
  workers.start()
  await takenOver('killed')
}

/** A control: a worker without the fence is paused just before a commit, until another has taken over. */
const unfenced: Fault = async ({ workers, takenOver }) => {
  const halted = workers.startHalting('unfenced')
  await workers.said(halted, /"halted"/)
  workers.start()
  await takenOver('paused')
  await workers.signal(halted, 'SIGCONT')
  await workers.said(halted, /"tried"/)
  // It has stopped itself again.
  await workers.signal(halted, 'SIGKILL')
}

/**
 * A pause within a commit until another has begun to take over, and a kill of that one within a commit: the worker that
 * was paused takes over again.
 */
const both: Fault = async ({ workers, takenOver }) => {
  const paused = workers.startHalting('as-it-is', 10)
  await workers.said(paused, /"halted"/)
  const killed = workers.startHalting('as-it-is', 10)
  await workers.said(killed, /"halted"/)
  await workers.signal(paused, 'SIGCONT')
  await workers.said(paused, /"tried"/)
  await workers.signal(killed, 'SIGKILL')
  await takenOver('killed')
}

/** Workers come and go every few seconds: started, ended, killed. */
const storm: Fault = async ({ workers, reached, goesOn, isDone }) => {
  const group: ChildProcess[] = [workers.start(), workers.start()]
  await reached(0.02)
  for (let i = 0; !isDone(); i++) {
    // Between one and four, 1 to 4 s apart, whatever the group is about to do.
    await delay(1000 + ((i * 7919) % 3001))
    // On a slow machine no worker would live long enough to commit.
    if (i % 3 === 2) await goesOn()
    if (group.length < 2 || (group.length < 4 && i % 5 < 2)) group.push(workers.start())
    else await workers.signal(group.shift()!, i % 2 === 0 ? 'SIGKILL' : 'SIGTERM')
  }
}

/** Kills the only broker twice, and starts it again. */
const broker: Fault = async ({ workers, cluster, reached, takenOver }) => {
  workers.start()
  workers.start()
  for (const part of [0.2, 0.6]) {
    await reached(part)
    await cluster!.kill()
    await cluster!.restart()
    await takenOver('broker killed')
  }
}

/** Kills one of three brokers; when the group has gone on without it, starts it again and kills the next. */
const brokerOfThree: Fault = async ({ workers, cluster, reached, takenOver }) => {
  workers.start()
  workers.start()
  for (const [i, part] of [0.15, 0.4, 0.65].entries()) {
    await reached(part)
    await cluster!.kill(i)
    await takenOver('broker killed')
    await cluster!.restart(i)
  }
}

/**
 * The network of one of two workers is cut while it commits, until the other has taken over and it has noticed; then it
 * is healed, and the worker has to come back, the last time by new connections. Then it is cut for less than a session.
 */
const cut: Fault = async ({ workers, relay, reached, takenOver }) => {
  const cutOff = workers.start({ brokers: relay!.brokers })
  await workers.working(cutOff)
  workers.start()
  for (const [i, what] of (['both', 'requests', 'answers', 'forgotten'] as const).entries()) {
    const way = what === 'forgotten' ? 'both' : what
    await reached(0.1 + 0.2 * i)
    await relay!.cutAtCommit(way)
    const since = workers.log.length
    await takenOver(`cut: ${what}`)
    await workers.lost(cutOff, since)
    relay!.heal(what === 'forgotten')
    await workers.working(cutOff, since)
    relay!.cut(way)
    await delay(1000)
    relay!.heal()
  }
}

/** The network of the only worker is cut while it commits, until another has taken over. */
const heldUp =
  (way: Way): Fault =>
  async ({ workers, relay, takenOver }) => {
    const isCut = relay!.cutAtCommit(way, 10)
    const cutOff = workers.start({ brokers: relay!.brokers })
    await isCut
    const since = workers.log.length
    workers.start()
    await takenOver(`cut: ${way}`)
    await workers.lost(cutOff, since)
    relay!.heal()
    await workers.working(cutOff, since)
  }

/** Nothing happens. */
const none =
  (count: number): Fault =>
  async ({ workers }) => {
    for (let i = 0; i < count; i++) workers.start()
  }

/** Everything that is done to a group of workers. */
export const faults = {
  none: none(2),
  one: none(1),
  three: none(3),
  ...{ kill, pause, both, storm, broker, 'broker-of-three': brokerOfThree },
  ...{ cut, 'request-held-up': heldUp('requests'), 'answer-held-up': heldUp('answers') },
  ...{ unfenced, outside },
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
