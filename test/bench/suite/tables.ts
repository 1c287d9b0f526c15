import { grouped } from './grouped.ts'
import type { SeriesScores } from './measure.ts'
import type { Means } from './origin-sums.ts'
import type { PeerScores } from './peers.ts'

/** A peer beside the forecaster, on one series and at the same origins. */
export interface Pair {
  readonly peer: PeerScores
  readonly ours: Means
  readonly rows: number
}

/** Methods of which the best is to be beaten; MSTL-ARIMA stands for AutoARIMA at long seasons. */
const rivals = ['AutoETS', 'AutoARIMA', 'MSTL-ARIMA', 'AutoTheta', 'mean']
const shortSeries = 100

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const geometric = (numbers: readonly number[]) => Math.exp(mean(numbers.map(Math.log)))
/** A ratio of errors; 1 if both are 0, as on a constant series. */
const ratio = (a: number, b: number) => (a === b ? 1 : a / b)
const known = (numbers: readonly (number | undefined)[]) =>
  numbers.filter((x): x is number => x !== undefined && Number.isFinite(x))
const cell = (numbers: readonly number[], text: (numbers: readonly number[]) => string) =>
  numbers.length === 0 ? '–' : text(numbers)
const meanText = (numbers: readonly (number | undefined)[], digits: number) =>
  cell(known(numbers), (all) => mean(all).toFixed(digits))
const geometricText = (numbers: readonly (number | undefined)[]) =>
  cell(known(numbers), (all) => geometric(all).toFixed(3))
const worstText = (numbers: readonly (number | undefined)[]) =>
  cell(known(numbers), (all) => `${geometric(all).toFixed(3)} (${Math.max(...all).toFixed(2)})`)

/** The groups in their order, then those across groups. */
function groupsOf<T>(all: readonly T[], traits: (one: T) => { readonly group: string; readonly rows: number }) {
  const groups = [...grouped(all, (one) => traits(one).group)]
  const across: [string, T[]][] = [
    ['all', [...all]],
    ['all but hourly', all.filter((one) => traits(one).group !== 'hourly')],
    [`fewer than ${shortSeries} rows`, all.filter((one) => traits(one).rows < shortSeries)],
  ]
  return [...groups, ...across.filter(([, members]) => groups.length > 1 && members.length > 0)]
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const coverageText = (all: readonly SeriesScores[], of: 'coverage' | 'earlyCoverage') =>
  [0, 1]
    .map((v) =>
      meanText(
        all.map((one) => one[of][v]),
        1,
      ),
    )
    .join(' / ')

/** Scores by group. */
export function scoresTable(all: readonly SeriesScores[]): string {
  const header = [
    'group (series)',
    'MAE ÷ best expert’s (worst)',
    'RMSE ÷ that expert’s (worst)',
    'RMSE ÷ persistence’s (worst)',
    'coverage 80 / 95 %',
    'first third',
    'interval score',
    'ms a row',
  ]
  const rows = groupsOf(all, (one) => one).map(([group, scores]) => [
    `${group} (${scores.length})`,
    worstText(scores.map(({ promise }) => promise?.mae)),
    worstText(scores.map(({ promise }) => promise?.rmse)),
    worstText(scores.map(({ promise }) => promise?.rmseOfPersistence)),
    coverageText(scores, 'coverage'),
    coverageText(scores, 'earlyCoverage'),
    meanText(
      scores.map(({ intervalScore }) => intervalScore),
      2,
    ),
    meanText(
      scores.map(({ ms }) => ms),
      3,
    ),
  ])
  return table(header, rows)
}

interface Change {
  readonly before: SeriesScores
  readonly now: SeriesScores
}

/** Scores by group beside those of an earlier run, on the series of both. */
export function againstTable(all: readonly SeriesScores[], earlier: readonly SeriesScores[]): string {
  const changes = changesOf(all, earlier)
  const both = (group: readonly Change[], text: (scores: readonly SeriesScores[]) => string) =>
    [text(group.map(({ before }) => before)), text(group.map(({ now }) => now))].join(' → ')
  const header = [
    'group (series)',
    'MAE ÷ before (worst)',
    'RMSE ÷ before',
    'MAE ÷ best expert’s (worst)',
    'coverage 80 / 95 %',
    'interval score ÷ before',
    'ms a row',
  ]
  const rows = groupsOf(changes, ({ now }) => now).map(([group, members]) => [
    `${group} (${members.length})`,
    worstText(members.map(maeChange)),
    geometricText(members.map(({ before, now }) => ratio(now.rmse, before.rmse))),
    both(members, (scores) => worstText(scores.map(({ promise }) => promise?.mae))),
    both(members, (scores) => coverageText(scores, 'coverage')),
    geometricText(members.map(({ before, now }) => ratio(now.intervalScore, before.intervalScore))),
    both(members, (scores) =>
      meanText(
        scores.map(({ ms }) => ms),
        3,
      ),
    ),
  ])
  return table(header, rows)
}

/** The series that got worse by most. */
export function worseList(all: readonly SeriesScores[], earlier: readonly SeriesScores[], most = 12): string {
  const worse = changesOf(all, earlier)
    .sort((a, b) => maeChange(b) - maeChange(a))
    .slice(0, most)
    .filter((change) => maeChange(change) > 1)
  return worse.map((change) => `${change.now.id} ${maeChange(change).toFixed(3)}`).join(', ')
}

function changesOf(all: readonly SeriesScores[], earlier: readonly SeriesScores[]): Change[] {
  const byId = new Map(earlier.map((one) => [one.id, one]))
  return all.flatMap((now) => {
    const before = byId.get(now.id)
    return before ? [{ before, now }] : []
  })
}

const maeChange = ({ before, now }: Change) => ratio(now.mae, before.mae)

/** MAE of each peer over ours by group: above 1 means that ours is less. */
export function peersTable(pairs: readonly Pair[]): string {
  const methods = [...new Set(pairs.map(({ peer }) => peer.method))]
  const rows = groupsOf(pairs, ({ peer, rows }) => ({ group: peer.group, rows })).map(([group, members]) => {
    const byMethod = methods.map((method) =>
      known(members.filter(({ peer }) => peer.method === method).map(({ ours, peer }) => ratio(peer.mae, ours.mae))),
    )
    const rival = byMethod.flatMap((ratios, i) => (rivals.includes(methods[i]!) && ratios.length > 0 ? [ratios] : []))
    return [
      `${group} (${new Set(members.map(({ peer }) => peer.id)).size})`,
      ...byMethod.map((ratios) => geometricText(ratios)),
      Math.min(...rival.map(geometric)).toFixed(3),
    ]
  })
  return table(['group (series)', ...methods, 'best of all but MSTL'], rows)
}

/** Coverage, interval scores and cost of each peer. */
export function peerIntervalsTable(pairs: readonly Pair[]): string {
  const rows = groupsOf(pairs, ({ peer, rows }) => ({ group: peer.group, rows })).flatMap(([group, members]) =>
    [...grouped(members, ({ peer }) => peer.method)].map(([method, those]) => [
      group,
      `${method} (${new Set(those.map(({ peer }) => peer.id)).size})`,
      [
        meanText(
          those.map(({ peer }) => 100 * peer.coverage80!),
          1,
        ),
        meanText(
          those.map(({ peer }) => 100 * peer.coverage95!),
          1,
        ),
      ].join(' / '),
      [0, 1]
        .map((v) =>
          meanText(
            those.map(({ ours }) => 100 * ours.coverage[v]!),
            1,
          ),
        )
        .join(' / '),
      geometricText(
        those.map(({ ours, peer }) =>
          peer.intervalScore === undefined ? undefined : ratio(peer.intervalScore, ours.intervalScore),
        ),
      ),
      meanText(
        those.map(({ peer }) => peer.cpuMs),
        0,
      ),
    ]),
  )
  const header = ['group', 'method (series)', 'its coverage', 'ours', 'its interval score ÷ ours', 'ms a forecast']
  return table(header, rows)
}
