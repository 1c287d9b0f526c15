// npm run bench:suite -- FOLDER [--ids M4-H66,FX-6] [--groups daily,hourly] [--every 3] [--experts rls,persistence] [--without lstm]
//   [--season look|list|default] [--save FILE.json] [--against FILE.json] [--peers FILE.ndjson] [--list]
// Scores one pass over each series of a folder with LIST.csv, from its first row, with the pipeline that `rxcast init`
// writes for its file, and prints Markdown tables by group. Errors are over all leads, at every origin from
// `first_origin_row` of LIST.csv on; beside the peers, at the origins at which they were fitted.
// MAE ÷ best expert's: the mixture over the best single expert of its pool from row 200 on, for series of 400 rows and
// more. Times are of every third series, run once more for it. Ratios are geometric means over the series, everything else arithmetic ones.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measure, type SeriesScores } from './measure.ts'
import { type PeerScores, readPeers } from './peers.ts'
import { readSuite } from './series.ts'
import { againstTable, type Pair, peersTables, scoresTable, worseList } from './tables.ts'

const {
  values: options,
  positionals: [folder],
} = parseArgs({
  allowPositionals: true,
  options: {
    ids: { type: 'string' },
    groups: { type: 'string' },
    every: { type: 'string', default: '1' },
    experts: { type: 'string' },
    without: { type: 'string' },
    season: { type: 'string', default: 'look' },
    save: { type: 'string' },
    against: { type: 'string' },
    peers: { type: 'string' },
    list: { type: 'boolean' },
  },
})
if (folder === undefined) throw new Error('expected the folder of the suite; npm run bench:suite -- FOLDER')
const { season } = options
if (season !== 'look' && season !== 'list' && season !== 'default')
  throw new Error(`--season: expected look, list or default, got ${season}`)
const listOf = (text: string | undefined) => text?.split(',')

const peers: ReadonlyMap<string, readonly PeerScores[]> = options.peers ? readPeers(options.peers) : new Map()
const changes = { season, experts: listOf(options.experts), without: listOf(options.without) ?? [] } as const
const scores: SeriesScores[] = []
const pairs: Pair[] = []
const begun = performance.now()
const suite = readSuite(folder, listOf(options.ids), listOf(options.groups), Number(options.every))
for (const [place, series] of suite.entries()) {
  const measured = await measure(series, changes, place % 3 === 0)
  scores.push(measured.scores)
  for (const peer of peers.get(series.id) ?? []) {
    const ours = measured.atPeers(peer.origins)
    if (ours.forecasts !== peer.forecasts)
      throw new Error(`${series.id}: expected ${ours.forecasts} forecasts of ${peer.method}, got ${peer.forecasts}`)
    pairs.push({ peer, ours, rows: series.values.length, naiveError: measured.scores.naiveError })
  }
  if (options.list) {
    const { id, mae, promise, ms } = measured.scores
    console.log(
      `${id} MAE ${mae.toPrecision(5)} ${promise ? `${promise.mae.toFixed(3)} × ${promise.best} ` : ''}${ms?.toFixed(3) ?? '–'} ms`,
    )
  }
}
if (options.save) writeFileSync(options.save, `${JSON.stringify(scores, null, 1)}\n`)
console.log(`${scoresTable(scores)}\n`)
if (options.against) {
  const earlier = JSON.parse(readFileSync(options.against, 'utf8')) as SeriesScores[]
  console.log(`${againstTable(scores, earlier)}\n\nWorse by most: ${worseList(scores, earlier)}\n`)
}
if (pairs.length > 0) console.log(`${peersTables(pairs, scores)}\n`)
console.error(`${scores.length} series in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
