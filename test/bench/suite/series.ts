import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A series of the suite, as LIST.csv describes it. */
export interface Series {
  readonly id: string
  readonly group: string
  readonly path: string
  readonly cadence: string
  /** In steps; 1 is none. */
  readonly season: number
  readonly horizon: number
  /** Number of origins at which the peers are fitted, and the rows known at the first of them. */
  readonly origins: number
  readonly first: number
  /** In milliseconds since 1970. */
  readonly times: readonly number[]
  readonly values: readonly number[]
}

/**
 * The series of a folder with LIST.csv (id, group, cadence, season, horizon, origins, first_origin_row) and one CSV of time and
 * value for each id.
 *
 * @param ids those to read; undefined for all
 * @param groups those to read; undefined for all
 * @param every every such series of a group is read
 */
export function readSuite(
  folder: string,
  ids: readonly string[] | undefined,
  groups: readonly string[] | undefined,
  every: number,
): Series[] {
  const isAsked = (row: Readonly<Record<string, string>>) =>
    (ids?.includes(row.id!) ?? true) && (groups?.includes(row.group!) ?? true)
  const listed = readTable(join(folder, 'LIST.csv')).filter(isAsked)
  const places = new Map<string, number>()
  return listed.flatMap((row) => {
    const place = places.get(row.group!) ?? 0
    places.set(row.group!, place + 1)
    return place % every === 0 ? [seriesOf(folder, row)] : []
  })
}

function seriesOf(folder: string, row: Readonly<Record<string, string>>): Series {
  const path = join(folder, `${row.id}.csv`)
  const rows = readTable(path)
  return {
    id: row.id!,
    group: row.group!,
    path,
    cadence: row.cadence!,
    season: Number(row.season),
    horizon: Number(row.horizon),
    origins: Number(row.origins),
    first: Number(row.first_origin_row),
    times: rows.map(({ time }) => Date.parse(time!)),
    values: rows.map(({ value }) => Number(value)),
  }
}

/** Rows by the names of the header. Only the last column, which is not read, may contain commas. */
function readTable(path: string): Readonly<Record<string, string>>[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const names = header!.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}

/**
 * The rows known at each of n origins, the same as in `test/bench/peers/peers.py`: evenly spaced from the first, each
 * with at least one row left to forecast.
 */
export function originsOf({ first, values }: Series, n: number): number[] {
  return Array.from({ length: n }, (_, i) => first + Math.floor((i * (values.length - first)) / n))
}
