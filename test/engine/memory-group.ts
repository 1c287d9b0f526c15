import type { Membership } from '../../src/engine/engine.ts'
import type { Gate } from './gate.ts'

interface Member {
  readonly worker: string
  readonly assigned: (partitions: readonly number[]) => void
  /** The generation whose assignment it knows. */
  told: number
  left: boolean
}

/** A group of workers that shares partitions out among its members, anew in each generation. */
export class MemoryGroup {
  private readonly partitions: number
  private readonly gate: Gate
  private members: Member[] = []
  private generation = 0
  /** Called when the group has changed, or a member was told that it has. */
  private readonly watching = new Set<() => void>()

  constructor(partitions: number, gate: Gate) {
    this.partitions = partitions
    this.gate = gate
  }

  async join(worker: string, assigned: Member['assigned']): Promise<Membership> {
    await this.gate({ worker, call: 'join', when: 'before' })
    const member: Member = { worker, assigned, told: 0, left: false }
    this.members.push(member)
    this.rebalance()
    void this.beat(member)
    return {
      confirm: async () => {
        await this.gate({ worker, call: 'confirm', when: 'before' })
        while (!member.left && !this.isSettled(member)) await this.change()
      },
      leave: async () => {
        await this.gate({ worker, call: 'leave', when: 'before' })
        member.left = true
        this.members = this.members.filter((other) => other !== member)
        this.rebalance()
      },
    }
  }

  has(worker: string): boolean {
    return this.members.some((member) => member.worker === worker)
  }

  /** Begins a new generation, in which other members have the partitions if there are several. */
  rebalance(): void {
    this.generation++
    this.changed()
  }

  /** Removes a worker from the group, as when it was not heard for too long. It joins again when it notices. */
  expel(worker: string): void {
    const stay = this.members.filter((member) => member.worker !== worker)
    if (stay.length === this.members.length) return
    this.members = stay
    this.rebalance()
  }

  /** Tells a member what it is assigned, at the first heartbeat after a change. */
  private async beat(member: Member): Promise<void> {
    const { worker } = member
    for (;;) {
      while (!member.left && this.isSettled(member)) await this.change()
      if (member.left) return
      await this.gate({ worker, call: 'heartbeat', when: 'before' })
      if (member.left) return
      if (!this.members.includes(member)) {
        member.assigned([])
        this.members.push(member)
        this.rebalance()
      }
      member.told = this.generation
      member.assigned(this.assignment(member))
      this.changed()
    }
  }

  private assignment(member: Member): number[] {
    const { members, generation } = this
    const at = members.indexOf(member)
    const numbers = Array.from({ length: this.partitions }, (_, partition) => partition)
    return numbers.filter((partition) => (partition + generation) % members.length === at)
  }

  private isSettled(member: Member): boolean {
    return this.members.includes(member) && member.told === this.generation
  }

  private changed(): void {
    const { watching } = this
    const wakers = [...watching]
    watching.clear()
    for (const wake of wakers) wake()
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.watching.add(resolve))
  }
}
