import { metricsOf } from '../operations/metrics.ts'
import type { RunWatch } from '../operations/run-watch.ts'
import { channelsOf } from '../pipeline/channels-of.ts'
import { holidaysOf } from '../pipeline/holidays-of.ts'
import { limitsOf } from '../pipeline/limits-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Settings } from '../pipeline/settings.ts'
import { cadenceOf } from '../pipeline/with-gaps-filled.ts'
import type { Dashboard, DashboardOptions } from '../server/dashboard.ts'
import type { Health, Listening, ListenOptions } from '../server/listening.ts'
import { version } from './version.ts'

/** What is served beside a run. Options of the command line come before the settings of the pipeline. */
export interface ServerOptions {
  /** Port; true if none was named. */
  readonly dashboard?: boolean | number | undefined
  /** Address to bind the dashboard to; turns the dashboard on. */
  readonly host?: string | undefined
  /** Port of the metrics; true if none was named. */
  readonly metrics?: boolean | number | undefined
}

/** The servers beside a run. */
export interface Servers {
  /** What is served, and where. */
  readonly urls: readonly (readonly [name: string, url: string])[]
  readonly page: Dashboard | undefined
  close(): Promise<void>
}

/**
 * Starts the page, health and metrics of a run, as far as they are wanted.
 *
 * @param watchOf called if anything is wanted; what it returns is asked for health and metrics
 * @param group whose page a worker serves
 * @throws ConfigError if a port is taken, or the package for metrics is not installed
 */
export async function startServers(
  pipeline: Pipeline,
  options: ServerOptions,
  watchOf: () => RunWatch,
  group?: Pick<DashboardOptions, 'worker' | 'isBehind'>,
): Promise<Servers> {
  const { settings } = pipeline
  const { host } = options
  const page = wanted(options.dashboard ?? (host === undefined ? undefined : true), settings.dashboard)
  const apart = wanted(options.metrics, settings.metrics)
  const watch = page || apart ? watchOf() : undefined
  const health: Health | undefined = watch && {
    get unready() {
      return watch.unready
    },
    metrics: apart && (await metricsOf(watch, version())),
  }
  // Without a port of their own the metrics are served with the page.
  const withPage = page !== undefined && apart !== undefined && apart.port === undefined && apart.host === undefined
  const where = { ...page, ...(host === undefined ? {} : { host }) }
  const dashboard = page && (await startPage(pipeline, { ...where, health, ...group }))
  let server: Listening | undefined
  try {
    if (health && apart && !withPage) {
      const { serveHealth } = await import('../server/health.ts')
      server = await serveHealth(health, apart)
    }
  } catch (error) {
    await dashboard?.close()
    throw error
  }
  const urlsOf = (name: string, { url, elsewhere }: Pick<Listening, 'url' | 'elsewhere'>, path = '') =>
    [url, ...elsewhere].map(
      (one) => [name, path === '' ? one : String(new URL(`${path}${new URL(one).search}`, one))] as const,
    )
  const served = server ?? (withPage ? dashboard : undefined)
  return {
    urls: [
      ...(dashboard ? urlsOf('dashboard', dashboard) : []),
      ...(served ? urlsOf('metrics', served, 'metrics') : []),
    ],
    page: dashboard,
    async close() {
      await Promise.all([dashboard?.close(), server?.close()])
    },
  }
}

/** Where to serve; undefined if it is not wanted. */
function wanted(asked: boolean | number | undefined, setting: Settings['dashboard']): ListenOptions | undefined {
  if ((asked ?? setting) === false) return undefined
  const { port, host, token } = typeof setting === 'object' ? setting : { port: setting }
  const first = [asked, port].find((each) => typeof each === 'number')
  return {
    ...(typeof first === 'number' ? { port: first } : {}),
    ...(host === undefined ? {} : { host }),
    ...(token === undefined ? {} : { token }),
  }
}

async function startPage(pipeline: Pipeline, options: Omit<DashboardOptions, 'title' | 'targets'>): Promise<Dashboard> {
  const { startDashboard } = await import('../server/dashboard.ts')
  const { by = [] } = pipeline.source.word.facts(pipeline.source.argument)
  const targets = channelsOf(pipeline)
  const cadence = cadenceOf(pipeline.steps) ?? pipeline.settings.cadence
  const limits = limitsOf(pipeline.steps, targets)
  const holidays = await holidaysOf(pipeline)
  return startDashboard({ title: pipeline.name, targets, by, cadence, limits, holidays, ...options })
}
