import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compress } from 'hono/compress'
import { DataError } from '../errors.ts'
import { recordingsIn } from '../page/page.ts'
import type { Recording, Status } from '../recording/wire.ts'
import { atMost } from './big-answers.ts'
import { listen } from './listen.ts'
import type { Listening, ListenOptions } from './listening.ts'
import { pageRoutes } from './page-routes.ts'

/** A finished run in the list of runs. */
export interface FinishedRun {
  /** The report's file name without its extension, with the series if it shows several. */
  readonly name: string
  readonly title: string
  readonly series: readonly string[]
  readonly observations: number
  /** How the run ended. */
  readonly state: Status['state']
  /** Skill against persistence at the first lead of the first series; null if nothing was scored. */
  readonly skill: number | null
}

/**
 * Serves the reports in `path` on the dashboard's page: `GET /runs.json` lists them (FinishedRun[]), and `GET
 * /runs/NAME.json` returns one (Recording). Files are read at every request, so that new reports appear.
 *
 * @param path a folder of reports, or one report
 * @returns the server
 * @throws DataError if there is no report
 */
export async function serveRuns(path: string, options: ListenOptions = {}): Promise<Listening> {
  const found = await reports(path)
  if (found.size === 0) {
    throw new DataError(
      `${path}: expected a report or a folder of them, got none; add "- report: out/name.html" to the pipeline's sinks and run it`,
    )
  }
  const routes = pageRoutes(basename(path), 'runs')
  const few = atMost(mostBigAnswers)
  routes.get('/runs.json', few, compress(), async (context) =>
    context.json([...(await reports(path))].map(([name, recording]) => summary(name, recording))),
  )
  routes.get('/runs/:file', few, compress(), async (context) => {
    const name = context.req.param('file').replace(/\.json$/, '')
    const recording = (await reports(path)).get(name)
    return recording ? context.json(recording) : context.text(`run: expected one of those listed, got "${name}"`, 404)
  })
  return listen(routes, options)
}

/** Each reads all reports. */
const mostBigAnswers = 4

/** Recordings by the name of their file, and of their series if there are several. Only files found here are opened. */
async function reports(path: string): Promise<Map<string, Recording>> {
  const entry = await stat(path).catch(() => undefined)
  const files = entry?.isDirectory()
    ? (await readdir(path)).sort().map((name) => join(path, name))
    : entry
      ? [path]
      : []
  const found = new Map<string, Recording>()
  for (const file of files) {
    if (!file.endsWith('.html')) continue
    const base = basename(file, '.html')
    const recordings = await read(file)
    for (const recording of recordings) {
      const { title } = recording.run
      const name = title.startsWith(base) ? title : `${base} · ${title}`
      found.set(recordings.length === 1 ? base : name, recording)
    }
  }
  return found
}

async function read(file: string): Promise<readonly Recording[]> {
  try {
    return recordingsIn(await readFile(file, 'utf8'))
  } catch {
    return [] // Being written, or not a report.
  }
}

const summary = (name: string, { run, status }: Recording): FinishedRun => ({
  name,
  title: run.title,
  series: run.series,
  observations: status.observations,
  state: status.state,
  skill: status.scores?.skillPersistence[0] ?? null,
})
