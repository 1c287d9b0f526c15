/** Steps that some sequences make together: `batch` rows each, one a sequence, of those that are longest. */
export interface Block {
  readonly batch: number
  readonly length: number
  /** The first of its steps. */
  readonly step: number
  /** Its first row in the batch, and in the states the row of those before its first step. */
  readonly first: number
  readonly before: number
}

/** Sequences that the kernel reads at once. */
export interface Group {
  /** Their positions, longest first. */
  readonly members: readonly number[]
  readonly blocks: readonly Block[]
  /** Whether all blocks are in the batch at once; if not, each is at its beginning when its turn comes. */
  readonly whole: boolean
}

/**
 * Groups sequences such that no row is padding: the longest first, and a new block at each length.
 *
 * @param lengths in steps, each at least 1
 * @param rows of the batch
 * @param atOnce sequences at most in a group
 */
export function groupsOf(lengths: readonly number[], rows: number, atOnce: number): Group[] {
  const longestFirst = lengths.map((_, i) => i).sort((a, b) => lengths[b]! - lengths[a]! || a - b)
  const groups: number[][] = []
  for (const i of longestFirst) {
    const last = groups.at(-1)
    if (last && last.length < atOnce && statesOf([...last, i].map((j) => lengths[j]!)) <= rows) last.push(i)
    else groups.push([i])
  }
  return groups.map((members) => {
    const own = members.map((i) => lengths[i]!)
    const whole = statesOf(own) <= rows
    return { members, blocks: whole ? blocksOf(own) : pieces(own[0]!, rows - 1), whole }
  })
}

/** @param lengths falling */
function blocksOf(lengths: readonly number[]): Block[] {
  const blocks: Block[] = []
  let [step, first, before] = [0, 0, 0]
  for (let batch = lengths.length; batch > 0; batch--) {
    const length = lengths[batch - 1]! - step
    if (length === 0) continue
    blocks.push({ batch, length, step, first, before })
    step += length
    first += batch * length
    before += batch * (length + 1)
  }
  return blocks
}

/** Rows of states that sequences need. */
function statesOf(lengths: readonly number[]): number {
  return blocksOf(lengths).reduce((sum, { batch, length }) => sum + batch * (length + 1), 0)
}

/** One sequence, a piece at a time. */
function pieces(length: number, most: number): Block[] {
  return Array.from({ length: Math.ceil(length / most) }, (_, i) => {
    const step = i * most
    return { batch: 1, length: Math.min(most, length - step), step, first: 0, before: 0 }
  })
}
