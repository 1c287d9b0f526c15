import type { ScoreData } from '../series/scored.ts'
import { Instruments, promClient } from './instruments.ts'
import { rejectKinds } from './reject-kind.ts'
import { mostSeries, type RunWatch } from './run-watch.ts'
import { TasksWatch } from './tasks-watch.ts'
import { workerMetrics } from './worker-metrics.ts'

/** The metrics of a run in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
}

/** From a tenth of a millisecond, which simple experts take, to seconds, as large networks take. */
const stepBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const outcomes = ['accepted', 'imputed', 'rejected', 'skipped'] as const

/**
 * The metrics of a run, or of a worker, with a registry of their own.
 *
 * @param version of rxcast
 * @param load loads the package `prom-client`; by default by `import`
 * @throws ConfigError if the package is not installed
 */
export async function metricsOf(
  watch: RunWatch,
  version: string,
  load?: Parameters<typeof promClient>[0],
): Promise<Metrics> {
  const make = new Instruments(await promClient(load))
  make.gauges('rxcast_build_info', 'Always 1; the versions are labels.', ['version', 'node'], (set) =>
    set(1, { version, node: process.versions.node }),
  )
  rowMetrics(make, watch)
  scoreMetrics(make, watch)
  if (watch instanceof TasksWatch) workerMetrics(make, watch)
  else {
    linkMetrics(make, watch)
    checkpointMetrics(make, watch)
    deliveryMetrics(make, watch)
  }
  processMetrics(make)
  return { contentType: make.registry.contentType, text: () => make.registry.metrics() }
}

function rowMetrics(make: Instruments, watch: RunWatch): void {
  make.counters('rxcast_rows_total', 'Rows of the run by what came of them.', ['outcome'], (set) => {
    for (const outcome of outcomes) set(watch.rows[outcome], { outcome })
  })
  make.counters('rxcast_rejects_total', 'Rows rejected by this process, by kind of reason.', ['reason'], (set) => {
    for (const reason of rejectKinds) set(watch.rejects.get(reason), { reason })
  })
  make.counter('rxcast_filled_total', 'Observations inserted for times without a row.', () => watch.rows.filled)
  make.counter('rxcast_restarts_total', 'Gaps too long to fill.', () => watch.rows.restarts)
  make.gauge('rxcast_rejected_in_a_row', 'Rows rejected since the last that was used.', () => watch.rejectedInARow)
  make.gauge('rxcast_last_row_age_seconds', 'Time since the last row, used or not.', () => watch.rowAge)
  make.gauge('rxcast_last_used_row_age_seconds', 'Time since the last row that was used.', () => watch.usedRowAge)
  make.gauge('rxcast_lag_seconds', 'Time since the time of the last observation.', () => watch.lag)
  make.gauge('rxcast_ready', '1 if forecasts can be relied on now, as /readyz says.', () => (watch.unready ? 0 : 1))
  const observe = make.histogram(
    'rxcast_step_duration_seconds',
    'Time that a row takes to be learned and forecast from.',
    stepBuckets,
  )
  watch.onStep = (ms) => observe(ms / 1000)
}

function scoreMetrics(make: Instruments, watch: RunWatch): void {
  const labelNames = ['series', 'target', 'lead']
  /** Calls `tell` for the first and the last lead of each target of each series. */
  const each = (tell: (scores: ScoreData, entry: number, labels: Readonly<Record<string, string>>) => void) => {
    for (const { name, scores } of watch.series.values()) {
      const { leads, channels } = scores
      for (let channel = 0; channel < channels; channel++) {
        for (const i of new Set([0, leads.length - 1])) {
          const labels = { series: name, target: watch.targets[channel] ?? String(channel), lead: String(leads[i]) }
          tell(scores, channel * leads.length + i, labels)
        }
      }
    }
  }
  const help = (text: string) => `${text}, at the first and the last lead of the first ${mostSeries} series.`
  make.gauge('rxcast_series', 'Series so far.', () => watch.seriesCount)
  make.counters('rxcast_events_total', 'Events of the series seen by this process, by kind.', ['kind'], (set) => {
    for (const [kind, count] of watch.events) set(count, { kind })
  })
  make.gauges('rxcast_mae', help('Mean absolute error in units of the data'), labelNames, (set) =>
    each(({ mae }, entry, labels) => set(mae[entry], labels)),
  )
  make.gauges('rxcast_skill_ratio', help('1 - MAE / MAE of repeating the last value'), labelNames, (set) =>
    each(({ skillPersistence }, entry, labels) => set(skillPersistence[entry], labels)),
  )
  const levels = [...labelNames, 'level']
  make.gauges('rxcast_coverage_ratio', help('Share of values inside the interval of a level'), levels, (set) =>
    each((scores, entry, labels) => {
      for (const [i, level] of scores.levels.entries())
        set(scores.coverage[i]?.[entry], { ...labels, level: String(level) })
    }),
  )
}

function linkMetrics(make: Instruments, watch: RunWatch): void {
  make.gauge('rxcast_source_connected', '1 while the live source is connected, 0 while it is not.', () => {
    const { connected } = watch.link
    return connected === undefined ? undefined : Number(connected)
  })
  make.counter('rxcast_source_losses_total', 'Connections of the live source that were lost.', () => watch.link.losses)
}

function checkpointMetrics(make: Instruments, watch: RunWatch): void {
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000)
  make.gauge('rxcast_checkpoint_age_seconds', 'Time since the last checkpoint.', () => watch.checkpointAge)
  make.gauge(
    'rxcast_checkpoint_size_bytes',
    'Bytes written by the last checkpoint.',
    () => watch.checkpoint.last?.bytes,
  )
  make.gauge('rxcast_checkpoint_duration_seconds', 'Time that the last checkpoint took.', () =>
    seconds(watch.checkpoint.last?.ms),
  )
  make.counter('rxcast_checkpoints_total', 'Checkpoints written.', () => watch.checkpoint.written)
  make.counter('rxcast_checkpoint_failures_total', 'Checkpoints that failed.', () => watch.checkpoint.failed)
}

function deliveryMetrics(make: Instruments, watch: RunWatch): void {
  const labels = ['sink']
  make.gauges('rxcast_delivery_waiting', 'Messages that a service has not acknowledged yet.', labels, (set) => {
    for (const { sink, waiting } of watch.deliveries()) set(waiting, { sink })
  })
  make.gauges('rxcast_delivery_connected', '0 from the first failed try until one succeeds.', labels, (set) => {
    for (const { connected, sink } of watch.deliveries()) set(connected ? 1 : 0, { sink })
  })
  make.counters('rxcast_delivered_total', 'Messages that a service has acknowledged.', labels, (set) => {
    for (const { delivered, sink } of watch.deliveries()) set(delivered, { sink })
  })
  make.counters('rxcast_delivery_dropped_total', 'Messages that were not delivered.', labels, (set) => {
    for (const { dropped, sink } of watch.deliveries()) set(dropped, { sink })
  })
}

/** By the names that exporters for Node use. */
function processMetrics(make: Instruments): void {
  const started = Math.round(Date.now() / 1000 - process.uptime())
  make.gauge('process_start_time_seconds', 'Start of the process, in seconds since 1970.', () => started)
  make.gauge('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss())
  make.gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed)
  make.gauge(
    'nodejs_external_memory_bytes',
    'Memory outside the JavaScript heap.',
    () => process.memoryUsage().external,
  )
}
