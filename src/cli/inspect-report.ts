import type { Contents, PartSize, StoredSeries } from '../checkpoint/contents.ts'
import type { ReadCommit } from '../stores/read-commits.ts'
import type { Screen } from './channel.ts'
import { figure, percent, signedPercent, size, whole } from './figures.ts'
import { namesWithin } from './names-within.ts'
import { overReport } from './over-report.ts'
import { areOutcomes, lineOf, overStored, worstStored } from './stored-series.ts'
import { table } from './table.ts'

/** A folder of checkpoints, and what one of them holds. */
export interface Inspected {
  readonly folder: string
  readonly commits: readonly ReadCommit[]
  /** Number of the checkpoint that `contents` is of. */
  readonly number: number
  readonly contents: Contents
}

/** Series that have a line of their own, at most; of more, the worst have one. */
const listed = 20
const worstOnes = 10
const nameWidth = 40
/** Parts below this share of the whole are not listed. */
const smallest = 0.02

/** What `rxcast inspect` prints. */
export function inspectReport({ folder, commits, number, contents }: Inspected, screen: Screen): string {
  const { paint } = screen
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
    ...[...(counts ?? []), ...seriesLines(contents, dim, screen)].map(indented),
    ...table([['part', 'size', 'share'].map(dim), ...parts]).map(indented),
  ]
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

const indented = (line: string) => `  ${line}`

function seriesLines({ series }: Contents, dim: (text: string) => { text: string }, screen: Screen): string[] {
  if (series.length === 0) return []
  const over = series.length > listed ? overStored(series) : []
  const worst = worstStored(series, over, worstOnes)
  const shown = worst.length > 0 ? worst : series.slice(0, listed)
  const nameOf = ({ key }: StoredSeries) => (key === '' ? 'the series' : key)
  const names = namesWithin(shown.map(nameOf), series.map(nameOf), nameWidth)
  const rows = shown
    .map(lineOf)
    .flatMap(({ scores, series: { bytes } }, i) =>
      (scores.length > 0 ? scores : [undefined]).map((line, channel) => [
        `${names[i]}${scores.length > 1 ? ` (${channel + 1})` : ''}`,
        channel === 0 ? size(bytes) : '',
        line ? whole(line.count) : '–',
        figure(line?.mae ?? Number.NaN),
        signedPercent(line?.skill ?? Number.NaN),
      ]),
    )
  const error = areOutcomes(series) ? 'Brier' : 'MAE'
  const header = [`${whole(series.length)} series`, 'size', 'scored', error, 'skill'].map(dim)
  const more = `the ${whole(shown.length)} ${worst.length > 0 ? 'worst' : 'first'} of ${whole(series.length)} series: all with --json`
  return [
    ...table([header, ...rows]),
    ...(shown.length < series.length ? [more] : []),
    '',
    // Channels have no names in a checkpoint.
    ...(areOutcomes(series) ? [] : over).flatMap((one, channel) => [
      ...(over.length > 1 ? [`channel ${channel + 1}`] : []),
      ...overReport(one, screen),
      '',
    ]),
  ]
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
