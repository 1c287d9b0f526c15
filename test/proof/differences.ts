/** A record of a topic, as a reader of committed records gets it. */
export interface Published {
  readonly partition: number
  readonly key: string
  readonly value: string
}

/** How the records of a topic differ from those expected, by key and partition. */
export interface Differences {
  /** Records that are expected and not there. */
  readonly lost: number
  /** Records that are there more often than expected. */
  readonly doubled: number
  /** Records that are there and not expected. */
  readonly wrong: number
  /** Keys whose records are those expected, in another order. */
  readonly reordered: number
  /** The first difference, in words; empty if there is none. */
  readonly first: string
}

const nameOf = ({ partition, key }: Published) => `${key} of partition ${partition}`

function byName(records: Iterable<Published>): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const record of records) {
    const name = nameOf(record)
    const list = lists.get(name)
    if (list) list.push(record.value)
    else lists.set(name, [record.value])
  }
  return lists
}

function counts(values: readonly string[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1)
  return found
}

/** Compares the records of two topics to the byte: within a key and partition in their order, between keys in any. */
export function differences(expected: Iterable<Published>, actual: Iterable<Published>): Differences {
  const wanted = byName(expected)
  const found = byName(actual)
  const sums = { lost: 0, doubled: 0, wrong: 0, reordered: 0, first: '' }
  for (const name of new Set([...wanted.keys(), ...found.keys()])) {
    const want = wanted.get(name) ?? []
    const have = found.get(name) ?? []
    const at = Array.from({ length: Math.max(want.length, have.length) }).findIndex((_, i) => want[i] !== have[i])
    if (at === -1) continue
    sums.first ||= `record ${at + 1} of key ${name}: expected ${want[at] ?? 'none'}, got ${have[at] ?? 'none'}`
    const before = { lost: sums.lost, doubled: sums.doubled, wrong: sums.wrong }
    const [wants, haves] = [counts(want), counts(have)]
    for (const value of new Set([...want, ...have])) {
      const [should, is] = [wants.get(value) ?? 0, haves.get(value) ?? 0]
      if (is < should) sums.lost += should - is
      else if (should === 0) sums.wrong += is
      else sums.doubled += is - should
    }
    if (sums.lost === before.lost && sums.doubled === before.doubled && sums.wrong === before.wrong) sums.reordered++
  }
  return sums
}
