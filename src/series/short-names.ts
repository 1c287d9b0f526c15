/** Names up to this length have room as they are. */
const roomy = 24

/** Where a name may be cut: after one of these. */
const boundary = /[./:\\|,_\s]/
/** The same, and hyphens, for parts of names such as `store-0013`. */
export const fineBoundary = /[./:\\|,_\s-]/

/**
 * Names without what all of them have in common, at the beginning or the end, in place of which there is an ellipsis:
 * `host-07…` for `host-07.eu.example.com/cpu`. Names that have room stay as they are.
 *
 * @param room letters that have room
 * @param at where a name may be cut
 */
export function shortNames(names: readonly string[], room = roomy, at = boundary): readonly string[] {
  if (names.length < 2 || names.every(({ length }) => length <= room)) return names
  const sorted = [...names].sort()
  const [low, high] = [sorted[0]!, sorted.at(-1)!]
  let begin = 0
  while (begin < low.length && low[begin] === high[begin]) begin++
  while (begin > 0 && !at.test(low[begin - 1]!)) begin--
  const shortest = names.reduce((least, { length }) => Math.min(least, length), low.length)
  const sameAt = (fromEnd: number) => names.every((name) => name.at(-fromEnd) === low.at(-fromEnd))
  let end = 0
  while (end < shortest - begin - 1 && sameAt(end + 1)) end++
  while (end > 0 && !at.test(low.at(-end)!)) end--
  const cut = (name: string) =>
    `${begin > 2 ? '…' : name.slice(0, begin)}${name.slice(begin, name.length - end)}${end > 2 ? '…' : name.slice(name.length - end)}`
  return names.map(cut)
}
