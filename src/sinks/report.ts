import { script, style } from '../page/page.generated.ts'
import { selfContainedPage } from '../page/page.ts'
import { encodeRecording } from '../recording/encode.ts'
import { KeyedRecorders, nameOf } from '../recording/keyed-recorders.ts'
import { OverviewData } from '../recording/overview.ts'
import { zoneIn } from '../time/duration.ts'
import { filePath, type Sink, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'
import { sinkOn } from './sink-on.ts'
import { WholeText } from './whole-text.ts'

/**
 * Bytes of observations in a report, enough for 20,000 with forecasts for a week and the inside state of the last. The
 * scores cover the whole run.
 */
const budget = 8 << 20
/** The same for all series of a report together. */
const budgetInAll = 16 << 20
/** Series whose observations are shown, those that need attention most first, and of which as many are recorded. */
const mostShown = 50
const mostRecorded = 256
/** Lines of the overview with a spark, those that need attention most first; each is some 2 kB. */
const mostSparks = 2000
/** Observations whose inside state has room even then: more than the page shows at first. */
const insideRows = 240

/** The sink `report`: the dashboard's page with the data of the run, as one HTML file that opens from disk. */
export const reportSink: SinkWord = {
  name: 'report',
  summary:
    'Writes the run as one self-contained HTML page: charts, scores, gates and weights, with replay; it opens from disk.',
  argument: filePath,
  example: '../out/weather.html',
  writes: (path: string) => [path],
  build: report,
}

/**
 * Writes the run as one HTML page that opens from disk.
 *
 * @param path file to write
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError if `path` is not a path
 */
export const writeReport = (path: string): SinkRecipe => sinkRecipe(reportSink, path)

/** Milliseconds between two writes in a live run. */
const everyMs = 60_000

function report(path: string, place: SinkPlace): Sink {
  const { title, series, by = [], cadence, limits, holidays } = place
  const zone = zoneIn(cadence)?.name
  // Without clock and random numbers: the same run gives the same bytes.
  const about = { id: title, title, zone }
  const recorders = new KeyedRecorders({ ...about, series, limits, holidays, budget, most: mostRecorded })
  const data = new OverviewData(recorders, { ...about, by, channels: series })
  const page = () => {
    const { all } = recorders
    const ranked = data.ranked()
    const numbers = all.length > 1 ? new Set(ranked.map((index) => Math.floor(index / series.length))) : [0]
    const chosen = [...numbers].slice(0, mostShown).map((number) => all[number]!)
    const each = Math.min(budget, Math.floor(budgetInAll / chosen.length))
    const shown = chosen.map((one) => ({
      name: nameOf(one.key),
      series: one.number,
      recording: encodeRecording(one.recording().recording(0, insideRows, each)),
    }))
    const sparks = () => data.sparks(ranked.slice(0, mostSparks).sort((a, b) => a - b))
    const overview = data.count > 1 ? { overview: data.whole(), sparks: sparks() } : undefined
    return selfContainedPage({ title, by, shown, more: all.length - shown.length, overview }, { script, style })
  }
  const out = new WholeText(path, place, page, everyMs)
  return {
    ...sinkOn(out, `report ${path}`),
    atOnce: true,
    state: (fields) => recorders.state(fields),
    pieces: () => recorders.all.map((one) => [String(one.number), one] as const),
    write(batch) {
      recorders.write(batch)
      out.changed()
    },
    note: (mark) => recorders.note(mark),
    happened: (event) => recorders.happened(event),
    wantsInside: (key) => recorders.wantsInside(key),
    async close(summary) {
      recorders.end(summary)
      await out.close()
    },
  }
}
