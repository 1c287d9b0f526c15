import { grouped } from './grouped.ts'
import { leastError, type SeriesScores } from './measure.ts'
import type { Means } from './origin-sums.ts'
import type { PeerScores } from './peers.ts'

/** A peer beside the forecaster, on one series and at the same origins. */
export interface Pair {
  readonly peer: PeerScores
  readonly ours: Means
  readonly rows: number
  readonly naiveError: number
}

/** Methods of which the best is to be beaten; MSTL-ARIMA stands for AutoARIMA at long seasons. */
const rivals = ['AutoETS', 'AutoTheta', 'AutoARIMA', 'MSTL-ARIMA', 'mean']
const shortSeries = 100

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const geometric = (numbers: readonly number[]) => Math.exp(mean(numbers.map(Math.log)))

/** A ratio of errors of a series that may have come to rest: then all of them are next to 0. */
const ratio = (a: number, b: number, naiveError: number) => (a + leastError(naiveError)) / (b + leastError(naiveError))
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
    geometricText(members.map(({ before, now }) => ratio(now.rmse, before.rmse, now.naiveError))),
    both(members, (scores) => worstText(scores.map(({ promise }) => promise?.mae))),
    both(members, (scores) => coverageText(scores, 'coverage')),
    geometricText(members.map(({ before, now }) => ratio(now.intervalScore, before.intervalScore, 1))),
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

const maeChange = ({ before, now }: Change) => ratio(now.mae, before.mae, now.naiveError)

/** A comparison with the peers: a table by group, one column a method. */
type ByMethod = (members: readonly Pair[]) => string

/**
 * MAE and interval score of each peer over ours, coverage and cost, by group. Above 1 means that ours is less.
 *
 * @param scores of the series of the pairs, for the cost of a row
 */
export function peersTables(pairs: readonly Pair[], scores: readonly SeriesScores[]): string {
  const methods = [...rivals, 'MSTL'].filter((method) => pairs.some(({ peer }) => peer.method === method))
  const groups = groupsOf(pairs, ({ peer, rows }) => ({ group: peer.group, rows }))
  const by = (title: string, text: ByMethod, lastHeader: string, last: ByMethod) => {
    const rows = groups.map(([group, members]) => [
      `${group} (${new Set(members.map(({ peer }) => peer.id)).size})`,
      ...methods.map((method) => text(members.filter(({ peer }) => peer.method === method))),
      last(members),
    ])
    return table([`${title}: group (series)`, ...methods, lastHeader], rows)
  }
  const costs = new Map(scores.map(({ id, ms }) => [id, ms]))
  const each = (members: readonly Pair[]) => [...grouped(members, ({ peer }) => peer.id).values()].map(([one]) => one!)
  return [
    by(
      'MAE ÷ ours',
      (members) => geometricText(members.map(maeRatio)),
      'best but MSTL',
      (members) => bestRival(members),
    ),
    by(
      'interval score ÷ ours',
      (members) => geometricText(members.map(scoreRatio)),
      'ours',
      () => '1',
    ),
    by(
      'coverage 80 / 95 %',
      (members) => coverageOf(members.map(({ peer }) => [peer.coverage80, peer.coverage95])),
      'ours',
      (members) => coverageOf(each(members).map(({ ours }) => ours.coverage)),
    ),
    by(
      'ms a forecast',
      (members) =>
        meanText(
          members.map(({ peer }) => peer.cpuMs),
          0,
        ),
      'ours',
      (members) =>
        meanText(
          each(members).map(({ peer }) => costs.get(peer.id)),
          2,
        ),
    ),
  ].join('\n\n')
}

const maeRatio = ({ naiveError, ours, peer }: Pair) => ratio(peer.mae, ours.mae, naiveError)
const scoreRatio = ({ ours, peer }: Pair) =>
  peer.intervalScore === undefined ? undefined : ratio(peer.intervalScore, ours.intervalScore, 1)

const coverageOf = (shares: readonly (readonly (number | undefined)[])[]) =>
  [0, 1]
    .map((v) =>
      meanText(
        shares.map((share) => 100 * (share[v] ?? Number.NaN)),
        1,
      ),
    )
    .join(' / ')

function bestRival(members: readonly Pair[]): string {
  const byMethod = grouped(members, ({ peer }) => peer.method)
  const ratios = rivals.flatMap((method) => {
    const pairs = byMethod.get(method)
    return pairs ? [geometric(known(pairs.map(maeRatio)))] : []
  })
  return Math.min(...ratios).toFixed(3)
}
