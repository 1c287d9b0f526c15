import type { GroupMember, PartitionAssigner } from 'kafkajs'
import type { Kafkajs } from './client.ts'

/** What the members of a group must have in common. */
export interface Agreement {
  /** Topic that is read. */
  readonly topic: string
  /** Topic of the state. */
  readonly changelog: string
  /** Number of partitions of the input. */
  readonly partitions: number
  /** Digest of the settings that the state depends on. */
  readonly settings: string
}

/** What a member has, as it says when it joins. */
export interface Claim {
  readonly partitions: readonly number[]
  /** Generation of the group in which it was given them: of two that claim a partition, the later one has it. */
  readonly generation: number
  readonly agreement: Agreement
}

/** Of the members of a group, those that were in it before others come first. */
function inOrder<T extends Pick<Claim, 'generation'>>(claims: ReadonlyMap<string, T>): [string, T][] {
  return [...claims].sort(([a, one], [b, two]) => two.generation - one.generation || (a < b ? -1 : 1))
}

/** What the members of a group have agreed upon: that of the members which have belonged to it for longest. */
export function agreedUpon(claims: ReadonlyMap<string, Claim>): Agreement | undefined {
  return inOrder(claims)[0]?.[1].agreement
}

/** Whether two members can work together. */
export const isSame = (one: Agreement, two: Agreement) =>
  (['topic', 'changelog', 'partitions', 'settings'] as const).every((name) => one[name] === two[name])

/**
 * Divides partitions evenly, so that members keep what they have as far as possible: what moves has to be restored.
 *
 * @param claims by member
 * @returns partitions by member
 */
export function divided(
  partitions: readonly number[],
  claims: ReadonlyMap<string, Omit<Claim, 'agreement'>>,
): Map<string, number[]> {
  const free = new Set(partitions)
  const kept = inOrder(claims).map(([member, claim]) => {
    const own = claim.partitions.filter((partition) => free.delete(partition))
    return { member, own }
  })
  const least = Math.floor(partitions.length / kept.length)
  let extra = partitions.length % kept.length
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

/**
 * Divides the partitions that a group has agreed upon among the members that have agreed: partitions that were added to
 * the topic are not among them, and a member that has not agreed gets none.
 */
export function assigned(claims: ReadonlyMap<string, Claim>): Map<string, number[]> {
  const agreement = agreedUpon(claims)
  if (agreement === undefined) return new Map()
  const agreed = new Map([...claims].filter(([, claim]) => isSame(claim.agreement, agreement)))
  const own = divided([...Array(agreement.partitions).keys()], agreed)
  return new Map([...claims.keys()].map((member) => [member, own.get(member) ?? []]))
}

/** What a member said when it joined; undefined if the bytes are not those of a worker. */
export function claimIn({ AssignerProtocol }: Kafkajs, memberMetadata: Buffer): Claim | undefined {
  if (memberMetadata.length === 0) return undefined
  const decoded = AssignerProtocol.MemberMetadata.decode(memberMetadata)
  try {
    return JSON.parse(String(decoded?.userData)) as Claim
  } catch {
    return undefined
  }
}

/** The name by which members say that they assign partitions in this way. */
export const protocolName = 'rxcast-sticky'

/** An assigner for kafkajs. @param claim what this member has */
export function stickyAssigner(kafkajs: Kafkajs, topic: string, claim: () => Claim): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol
  const [name, version] = [protocolName, 1]
  return () => ({
    ...{ name, version },
    protocol: ({ topics }) => {
      const userData = Buffer.from(JSON.stringify(claim()))
      return { name, metadata: MemberMetadata.encode({ version, topics, userData }) }
    },
    assign: async ({ members }) => {
      const claims = members.map(({ memberId, memberMetadata }: GroupMember) => {
        return [memberId, claimIn(kafkajs, memberMetadata)!] as const
      })
      return [...assigned(new Map(claims))].map(([memberId, own]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version, assignment: { [topic]: own }, userData: Buffer.alloc(0) }),
      }))
    },
  })
}
