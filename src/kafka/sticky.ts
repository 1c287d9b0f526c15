import type { GroupMember, PartitionAssigner } from 'kafkajs'
import type { Kafkajs } from './client.ts'

/** What a member has, as it says when it joins. */
export interface Claim {
  readonly partitions: readonly number[]
  /** Generation of the group in which it was given them: of two that claim a partition, the later one has it. */
  readonly generation: number
}

/**
 * Divides partitions evenly, so that members keep what they have as far as possible: what moves has to be restored.
 *
 * @param claims by member
 * @returns partitions by member
 */
export function divided(partitions: readonly number[], claims: ReadonlyMap<string, Claim>): Map<string, number[]> {
  const members = [...claims].sort(([a, one], [b, two]) => two.generation - one.generation || (a < b ? -1 : 1))
  const free = new Set(partitions)
  const kept = members.map(([member, claim]) => {
    const own = claim.partitions.filter((partition) => free.delete(partition))
    return { member, own }
  })
  const least = Math.floor(partitions.length / members.length)
  let extra = partitions.length % members.length
  // Those that have most keep one more.
  kept.sort((a, b) => b.own.length - a.own.length)
  for (const { own } of kept) {
    const most = extra > 0 && own.length > least ? least + 1 : least
    if (most > least) extra--
    for (const partition of own.splice(most)) free.add(partition)
  }
  const left = [...free].sort((a, b) => a - b)
  for (const { own } of kept) while (own.length < least) own.push(left.shift()!)
  for (const { own } of kept) if (left.length > 0 && own.length === least) own.push(left.shift()!)
  return new Map(kept.map(({ member, own }) => [member, own.sort((a, b) => a - b)]))
}

/** An assigner for kafkajs. @param claim what this member has */
export function stickyAssigner({ AssignerProtocol }: Kafkajs, topic: string, claim: () => Claim): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = AssignerProtocol
  const [name, version] = ['rxcast-sticky', 1]
  return ({ cluster }) => ({
    ...{ name, version },
    protocol: ({ topics }) => {
      const userData = Buffer.from(JSON.stringify(claim()))
      return { name, metadata: MemberMetadata.encode({ version, topics, userData }) }
    },
    assign: async ({ members }) => {
      const claims = members.map(({ memberId, memberMetadata }: GroupMember) => {
        const { userData } = MemberMetadata.decode(memberMetadata)!
        return [memberId, JSON.parse(String(userData)) as Claim] as const
      })
      const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId)
      return [...divided(partitions, new Map(claims))].map(([memberId, own]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version, assignment: { [topic]: own }, userData: Buffer.alloc(0) }),
      }))
    },
  })
}
