import type { Contents, PartSize } from '../checkpoint/contents.ts'
import type { ReadCommit } from '../stores/read-commits.ts'
import { figure, percent, signedPercent, size, whole } from './figures.ts'
import { shortened, table } from './table.ts'
import type { Terminal } from './terminal.ts'

/** A folder of checkpoints, and what one of them holds. */
export interface Inspected {
  readonly folder: string
  readonly commits: readonly ReadCommit[]
  /** Number of the checkpoint that `contents` is of. */
  readonly number: number
  readonly contents: Contents
}

/** Series that have a line of their own, at most. */
const listed = 20
/** Parts below this share of the whole are not listed. */
const smallest = 0.02

/** What `rxcast inspect` prints. */
export function inspectReport({ folder, commits, number, contents }: Inspected, { paint }: Terminal): string {
  const dim = (text: string) => ({ text, paint: (shown: string) => paint('dim', shown) })
  const checkpoints = commits.map(({ keys, number, problem, written }) => [
    String(number),
    written ?? '–',
    problem ? `damaged: ${problem}` : 'whole',
    problem ? '–' : size(keys.reduce((sum, { bytes }) => sum + bytes, 0)),
  ])
  const { bytes, rows } = contents
  const counts = rows && [
    `${whole(rows.accepted + rows.imputed + rows.rejected + rows.skipped)} rows = ${whole(rows.accepted)} accepted + ${whole(rows.imputed)} imputed + ${whole(rows.rejected)} rejected + ${whole(rows.skipped)} skipped`,
    '',
  ]
  const parts = contents.parts.flatMap((part) => partLines(part, bytes, 0))
  const lines = [
    paint('bold', folder),
    ...table([['number', 'written', 'state', 'size'].map(dim), ...checkpoints], 3).map(indented),
    '',
    paint('bold', `checkpoint ${number}`),
    ...[...(counts ?? []), ...seriesLines(contents, dim)].map(indented),
    ...table([['part', 'size', 'share'].map(dim), ...parts]).map(indented),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

const indented = (line: string) => `  ${line}`

function seriesLines({ series }: Contents, dim: (text: string) => { text: string }): string[] {
  if (series.length === 0) return []
  const rows = series
    .slice(0, listed)
    .flatMap(({ key, bytes, scores }) =>
      (scores.length > 0 ? scores : [undefined]).map((line, channel) => [
        `${key === '' ? 'the series' : shortened(key, 40)}${scores.length > 1 ? ` (${channel + 1})` : ''}`,
        channel === 0 ? size(bytes) : '',
        line ? whole(line.count) : '–',
        figure(line?.mae ?? Number.NaN),
        signedPercent(line?.skillPersistence ?? Number.NaN),
      ]),
    )
  const header = [`${whole(series.length)} series`, 'size', 'scored', 'MAE', 'vs persistence'].map(dim)
  const more = series.length > listed ? [`… ${whole(series.length - listed)} more series: all with --json`] : []
  return [...table([header, ...rows]), ...more, '']
}

/** A part and those in it. One that is hardly larger than a part of it shares its line. */
function partLines(part: PartSize, all: number, depth: number): string[][] {
  const large = part.parts.filter(({ bytes }) => bytes >= smallest * all)
  const line = (name: string) => [`${'  '.repeat(depth)}${name}`, size(part.bytes), percent(part.bytes / all)]
  const [first] = large
  if (large.length === 1 && first!.bytes > 0.97 * part.bytes && depth < 12) {
    const [[name], ...inner] = partLines(first!, all, depth) as [[string], ...string[][]]
    return [line(`${part.name} › ${name.trim()}`), ...inner]
  }
  return [line(part.name), ...large.flatMap((each) => partLines(each, all, depth + 1))]
}
