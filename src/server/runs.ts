import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { compress } from 'hono/compress'
import { DataError } from '../errors.ts'
import { contentOf, type PageContent, type PageOverview } from '../page/page.ts'
import type { Recording, Status } from '../recording/wire.ts'
import { atMost } from './big-answers.ts'
import { listen } from './listen.ts'
import type { Listening, ListenOptions } from './listening.ts'
import { pageRoutes } from './page-routes.ts'

/** A finished run in the list of runs. */
export interface FinishedRun {
  /** The report's file name without its extension. */
  readonly name: string
  /** Whether there is an overview of several series, at `/runs/NAME/overview.json`. */
  readonly several: boolean
  readonly title: string
  readonly series: readonly string[]
  readonly observations: number
  /** How the run ended. */
  readonly state: Status['state']
  /** Skill against persistence at the first lead; null if nothing was scored, or of several series. */
  readonly skill: number | null
}

/** The overview of a finished run, and the numbers of the series that are kept in full. */
export interface FinishedOverview extends PageOverview {
  readonly series: readonly number[]
}

/**
 * Serves the reports in `path` on the dashboard's page: `GET /runs.json` lists them (FinishedRun[]), and `GET
 * /runs/NAME.json` returns the first
 * series of one (Recording). Of a run of several series, `GET /runs/NAME/overview.json` returns a FinishedOverview, and
 * `GET /runs/NAME/series/2` the Recording of one of them. Files are read at every request, so that new reports appear.
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
    context.json([...(await reports(path))].map(([name, content]) => summary(name, content))),
  )
  const unknown = (name: string) => `run: expected one of those listed, got "${name}"`
  routes.get('/runs/:file', few, compress(), async (context) => {
    const name = context.req.param('file').replace(/\.json$/, '')
    const content = (await reports(path)).get(name)
    return content ? context.json(firstOf(content)) : context.text(unknown(name), 404)
  })
  routes.get('/runs/:name/overview.json', few, compress(), async (context) => {
    const { name } = context.req.param()
    const content = (await reports(path)).get(name)
    if (!content?.overview) return context.text(unknown(name), 404)
    return context.json({ ...content.overview, series: [...content.recordings.keys()] } satisfies FinishedOverview)
  })
  routes.get('/runs/:name/series/:number', few, compress(), async (context) => {
    const { name, number } = context.req.param()
    const recording = (await reports(path)).get(name)?.recordings.get(Number(number))
    return recording ? context.json(recording) : context.text(unknown(`${name}/${number}`), 404)
  })
  return listen(routes, options)
}

/** Each reads all reports. */
const mostBigAnswers = 4

/** The content of reports by the name of their file. Only files found here are opened. */
async function reports(path: string): Promise<Map<string, PageContent>> {
  const entry = await stat(path).catch(() => undefined)
  const files = entry?.isDirectory()
    ? (await readdir(path)).sort().map((name) => join(path, name))
    : entry
      ? [path]
      : []
  const found = new Map<string, PageContent>()
  for (const file of files) {
    if (!file.endsWith('.html')) continue
    const content = await read(file)
    if (content && content.recordings.size > 0) found.set(basename(file, '.html'), content)
  }
  return found
}

async function read(file: string): Promise<PageContent | undefined> {
  try {
    return contentOf(await readFile(file, 'utf8'))
  } catch {
    return undefined // Being written, or not a report.
  }
}

const firstOf = ({ recordings }: PageContent): Recording => recordings.values().next().value!

function summary(name: string, content: PageContent): FinishedRun {
  const { run, status } = firstOf(content)
  return {
    name,
    title: content.overview?.overview.run.title ?? run.title,
    several: content.overview !== undefined,
    series: run.series,
    observations: (content.overview?.overview.status ?? status).observations,
    state: status.state,
    skill: content.overview ? null : (status.scores?.skillPersistence[0] ?? null),
  }
}
