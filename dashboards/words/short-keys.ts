import { fineBoundary, shortNames } from '../../src/series/short-names.ts'

/** What separates the parts of a name. */
export const between = ' · '

/** Names of series, and the parts that all of them share. */
export interface ShortKeys {
  readonly names: readonly string[]
  /** Parts that are the same in all and are left out of the names; empty if nothing is left out. */
  readonly common: readonly string[]
}

/**
 * Names made of parts, such as a store and a product, short enough for `room` letters if that can be: first without the
 * parts that are the same in all, then with the longest parts without what is alike in all, as in
 * `store-0013 · …4711`. Different names stay different.
 */
export function shortKeys(keys: readonly (readonly string[])[], room: number): ShortKeys {
  const hasRoom = (names: readonly string[]) => names.every(({ length }) => length <= room)
  const whole = keys.map((parts) => parts.join(between))
  if (keys.length < 2 || hasRoom(whole)) return { names: whole, common: [] }
  const [first = []] = keys
  const columns = first.map((_, i) => keys.map((parts) => parts[i] ?? ''))
  const differing = columns.filter((column) => column.some((text) => text !== column[0]))
  if (differing.length === 0) return { names: whole, common: [] }
  const common = columns.filter((column) => !differing.includes(column)).map((column) => column[0]!)
  const joined = (parts: readonly (readonly string[])[]) =>
    keys.map((_, i) => parts.map((column) => column[i]).join(between))
  const names = joined(differing)
  if (hasRoom(names)) return { names, common }
  const longest = (column: readonly string[]) => column.reduce((most, { length }) => Math.max(most, length), 0)
  const cut: (readonly string[])[] = [...differing]
  for (const i of [...cut.keys()].sort((a, b) => longest(cut[b]!) - longest(cut[a]!))) {
    cut[i] = shortNames(cut[i]!, 0, fineBoundary)
    if (hasRoom(joined(cut))) break
  }
  return { names: joined(cut), common }
}
