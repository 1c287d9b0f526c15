import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Metrics, metricsOf } from '../../src/operations/metrics.ts'
import { RunWatch } from '../../src/operations/run-watch.ts'
import { TasksWatch } from '../../src/operations/tasks-watch.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Scored } from '../../src/series/scored.ts'
import { exposition } from './exposition.ts'
import { watched } from './watched.ts'

const values = [0, 1, 1, 3, 'x', 2, 5, 4, '1e999', 7]

async function measured() {
  let metrics: Metrics | undefined
  const { watch } = await watched(values, async (watch) => {
    metrics = await metricsOf(watch, '1.2.3')
  })
  watch.checkpointed({ rows: 10, bytes: 2048, ms: 30 })
  watch.checkpointed(new Error('no space left'))
  const families = exposition(await metrics!.text())
  const value = (name: string, labels: object = {}) =>
    families
      .flatMap(({ samples }) => samples)
      .find((sample) => sample.name === name && JSON.stringify(sample.labels) === JSON.stringify(labels))?.value
  return { families, value, watch, metrics: metrics! }
}

describe('the metrics of a run', () => {
  it('count rows by outcome and rejects by kind', async () => {
    const { value, metrics } = await measured()
    expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(value('rxcast_rows_total', { outcome: 'accepted' })).toBe(8)
    expect(value('rxcast_rows_total', { outcome: 'rejected' })).toBe(2)
    expect(value('rxcast_rejects_total', { reason: 'number' })).toBe(2)
    expect(value('rxcast_rejects_total', { reason: 'late' })).toBe(0)
    expect(value('rxcast_step_duration_seconds_count')).toBe(8)
  })

  it('have the scores of the run, at the first and the last lead', async () => {
    const { value, families, watch } = await measured()
    const { scores } = watch.series.values().next().value!
    const labels = { series: '', target: 'value', lead: '1' }
    expect(value('rxcast_mae', labels)).toBe(scores.mae[0])
    expect(value('rxcast_mae', { ...labels, lead: '2' })).toBe(scores.mae[1])
    expect(value('rxcast_skill_ratio', labels)).toBe(0)
    expect(value('rxcast_coverage_ratio', { ...labels, level: '0.8' })).toBe(scores.coverage[0]![0])
    expect(families.find(({ name }) => name === 'rxcast_mae')!.samples).toHaveLength(2)
  })

  it('tell whether the live source is connected, and how often it was lost', async () => {
    const { value, watch, metrics } = await measured()
    expect([value('rxcast_source_connected'), value('rxcast_source_losses_total')]).toEqual([undefined, 0])
    watch.linked(undefined)
    expect(await metrics.text()).toMatch(/^rxcast_source_connected 1$/m)
    watch.linked('it was closed')
    watch.linked('connect ECONNREFUSED')
    const text = await metrics.text()
    expect(text).toMatch(/^rxcast_source_connected 0$/m)
    expect(text).toMatch(/^rxcast_source_losses_total 1$/m)
  })

  it('tell of deliveries, by sink', async () => {
    const { metrics, watch } = await measured()
    const a = { sink: 'webhook a', waiting: 3, delivered: 7, dropped: 1, connected: false }
    watch.begin(new Ledger(), () => [a, { ...a, sink: 'webhook b', connected: true }])
    const text = await metrics.text()
    for (const [name, value] of [
      ['rxcast_delivery_waiting', 3],
      ['rxcast_delivery_connected', 0],
      ['rxcast_delivered_total', 7],
      ['rxcast_delivery_dropped_total', 1],
    ])
      expect(text).toContain(`${name}{sink="webhook a"} ${value}\n`)
    expect(text).toContain('rxcast_delivery_connected{sink="webhook b"} 1\n')
  })

  it('tell of checkpoints, the build and the process', async () => {
    const { value } = await measured()
    expect(value('rxcast_build_info', { version: '1.2.3', node: process.versions.node })).toBe(1)
    expect(value('rxcast_checkpoint_age_seconds')).toBe(0)
    expect(value('rxcast_checkpoint_size_bytes')).toBe(2048)
    expect(value('rxcast_checkpoint_duration_seconds')).toBe(0.03)
    expect(value('rxcast_checkpoints_total')).toBe(1)
    expect(value('rxcast_checkpoint_failures_total')).toBe(1)
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  })

  it('leave out what is not known yet', async () => {
    const metrics = await metricsOf(new RunWatch(['value']), '1.2.3')
    const empty = exposition(await metrics.text()).filter(({ samples }) => samples.length === 0)
    expect(empty.map(({ name }) => name)).toEqual([
      'rxcast_last_row_age_seconds',
      'rxcast_last_used_row_age_seconds',
      'rxcast_lag_seconds',
      'rxcast_mae',
      'rxcast_skill_ratio',
      'rxcast_coverage_ratio',
      'rxcast_source_connected',
      'rxcast_checkpoint_age_seconds',
      'rxcast_checkpoint_size_bytes',
      'rxcast_checkpoint_duration_seconds',
      'rxcast_delivery_waiting',
      'rxcast_delivery_connected',
      'rxcast_delivered_total',
      'rxcast_delivery_dropped_total',
    ])
  })

  it('are a bounded number, whatever the keys of the series are', async () => {
    const { watch, metrics } = await measured()
    const { scores } = watch.series.values().next().value!
    for (let i = 0; i < 10_000; i++) {
      const key = [`a"b\\c\n{}${i}`, i === 3 ? '' : 'é'.repeat(50)]
      const observation = { time: i, values: [1], covariates: [], key }
      watch.write([{ observation, origin: i, times: [i + 1], leads: [1], scores } as unknown as Scored])
    }
    const families = exposition(await metrics.text())
    expect(families.find(({ name }) => name === 'rxcast_series')!.samples[0]!.value).toBe(10_001)
    expect(new Set(families.flatMap(({ samples }) => samples.map(({ labels }) => labels.series))).size).toBe(101)
    expect(families.flatMap(({ samples }) => samples).length).toBeLessThan(1000)
  })

  it('need a package, and say how to install it', async () => {
    const missing = () => Promise.reject(new Error('Cannot find package'))
    await expect(metricsOf(new RunWatch([]), '1', missing)).rejects.toThrow(
      'metrics: expected the package prom-client, got none; npm install prom-client',
    )
  })

  it('have everything that the Grafana dashboard asks for, with its labels', async () => {
    const worker = exposition(await (await metricsOf(new TasksWatch([]), '1')).text())
    const families = [...(await measured()).families, ...worker]
    const dashboard = JSON.parse(readFileSync('docs/grafana-dashboard.json', 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[]
      templating: { list: { query?: unknown }[] }
    }
    const names = new Set(families.flatMap(({ name, samples }) => [name, ...samples.map((sample) => sample.name)]))
    const labels = new Set(families.flatMap(({ samples }) => samples.flatMap((sample) => Object.keys(sample.labels))))
    const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    expect(queries.length).toBeGreaterThan(10)
    for (const query of [...queries, JSON.stringify(dashboard.templating)]) {
      for (const [name] of query.matchAll(/\b(rxcast|process|nodejs)_\w+/g)) expect(names, query).toContain(name)
      for (const [, label] of query.matchAll(/[{,]\s*(\w+)=~?"/g)) {
        if (label !== 'instance' && label !== 'job') expect(labels, query).toContain(label)
      }
    }
    const shown = new Set(queries.flatMap((query) => query.match(/rxcast_\w+/g) ?? []))
    for (const name of [
      'rows_total',
      'rejects_total',
      'last_row_age_seconds',
      'skill_ratio',
      'checkpoint_age_seconds',
      'delivery_waiting',
      'source_connected',
      'task_lag_records',
    ])
      expect(shown).toContain(`rxcast_${name}`)
  })
})
