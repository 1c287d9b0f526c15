/** True for a name of a column of times, or of a part of times. */
export const isTimeName = (name: string) => timeName.test(name)

const timeName =
  /^[\W_]*((date|time|datum|zeit|zeitpunkt|timestamp|ts|fecha|hora|data|heure|jour|day|tag|month|monat|mois|mes|year|jahr|année|año|period|week|hour|utc|tijd|dato|tid|y{2,4}|m{2}|d{2}|h{2}|yr|mo|dy|hr|mn)[\W_]*)+$/i

/**
 * The names of columns from the lines above a table. Of several lines the one with the most names is taken; those that
 * occur twice there are joined with the other lines, as in "Close AAPL".
 *
 * @param lines cells of each line, the same number in each; empty for a table without a header
 * @param times indexes of the columns of times
 * @returns a name for each column, each once; `column3` if there is none
 */
export function headerNames(lines: readonly (readonly string[])[], times: readonly number[], width: number): string[] {
  const best = bestLine(lines, times)
  const others = lines.filter((line) => line !== best)
  const names = Array.from({ length: width }, (_, i) => {
    const [time] = times.includes(i) ? lines.flatMap((line) => (isTimeName(line[i]!) ? [line[i]!] : [])) : []
    return time ?? (best?.[i] || others.find((line) => line[i] !== '')?.[i]) ?? ''
  })
  let joined = names
  for (const line of others) {
    if (repeats(joined) === 0) break
    const longer = joined.map((name, i) =>
      times.includes(i) || !repeated(names, i) ? name : inOrder(lines, best!, line, name, i),
    )
    if (repeats(longer) < repeats(joined)) joined = longer
  }
  return eachOnce(joined.map((name, i) => name || `column${i + 1}`))
}

/** The line with the most different names, and a name of times in a column of times; the first of several. */
function bestLine(lines: readonly (readonly string[])[], times: readonly number[]): readonly string[] | undefined {
  const value = (line: readonly string[]) =>
    new Set(line.filter((name) => /[\p{L}\d]/u.test(name))).size + (times.some((i) => isTimeName(line[i]!)) ? 0.5 : 0)
  return lines.reduce<readonly string[] | undefined>(
    (best, line) => (best === undefined || value(line) > value(best) ? line : best),
    undefined,
  )
}

/** A name with the cell of another line, which comes first if its line does. */
function inOrder(
  lines: readonly (readonly string[])[],
  best: readonly string[],
  line: readonly string[],
  name: string,
  i: number,
): string {
  const cell = line[i]!
  if (cell === '' || cell === name) return name
  return lines.indexOf(line) < lines.indexOf(best) ? `${cell} ${name}` : `${name} ${cell}`
}

const repeated = (names: readonly string[], i: number) => names.indexOf(names[i]!) !== names.lastIndexOf(names[i]!)

const repeats = (names: readonly string[]) => names.length - new Set(names).size

/** Numbers the names that occur again: `x`, `x 2`, `x 3`. */
function eachOnce(names: readonly string[]): string[] {
  const used = new Set<string>()
  return names.map((name) => {
    let own = name
    for (let n = 2; used.has(own) || (own !== name && names.includes(own)); n++) own = `${name} ${n}`
    used.add(own)
    return own
  })
}
