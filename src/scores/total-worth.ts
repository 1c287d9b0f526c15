import type { KnownWorth } from '../series/known-worth.ts'

/**
 * What columns known ahead were worth for several series together, by channel and group of leads: means over all of
 * their errors.
 *
 * @param all one table a series
 */
export function totalWorth(all: readonly (readonly KnownWorth[])[]): KnownWorth[] {
  const groups = new Map<string, KnownWorth[]>()
  for (const line of all.flat()) {
    const name = `${line.channel} ${line.from}`
    groups.set(name, [...(groups.get(name) ?? []), line])
  }
  return [...groups.values()]
    .map((lines) => {
      const count = lines.reduce((sum, line) => sum + line.count, 0)
      const mean = (error: (line: KnownWorth) => number) =>
        lines.reduce((sum, line) => sum + line.count * error(line), 0) / count
      return {
        ...lines[0]!,
        count,
        withAll: mean(({ withAll }) => withAll),
        withNone: mean(({ withNone }) => withNone),
        without: lines[0]!.without.map((_, k) => mean(({ without }) => without[k]!)),
      }
    })
    .sort((a, b) => a.channel - b.channel || a.from - b.from)
}
