import { describe, expect, it } from 'vitest'
import type { PipelineTree } from '../../src/pipeline/pipeline-tree.ts'
import type { Scored } from '../../src/series/scored.ts'
import { outcomes, publishedRun, readBack, weather } from './published-run.ts'

const run = await publishedRun(weather)

const withOutcome = (outcome: boolean): PipelineTree => ({
  ...outcomes,
  source: { csv: { ...(outcomes.source as never as { csv: object }).csv, target: 'weather' } as never },
  steps: [{ forecast: { leads: [1, 3], season: 'none', outcome } }, 'score'],
})

/** Without what records do not state. */
const plain = (scored: Scored) => {
  const { events, drift, origin, values, lower, upper, due, residuals, times, leads, levels } = scored
  return { events, drift, origin, values, lower, upper, due, residuals, times, leads, levels }
}

describe('forecasts read back from where a run has sent them', () => {
  it('have the scores, errors and events that they had when they were made, to the bit', async () => {
    const { shown, published } = await readBack(run, run.records)
    expect(shown.length).toBe(run.made.length)
    expect(shown.map(plain)).toEqual(run.made.map(plain))
    expect(shown.at(-1)!.scores.toJSON()).toEqual(run.made.at(-1)!.scores.toJSON())
    expect(shown.flatMap(({ events = [] }) => events).length).toBeGreaterThan(10)
    expect(published.remarks).toEqual([])
  })

  it('are scored from where the reading began, without what was before', async () => {
    // In the middle of a forecast: the record of its first target is missing.
    const from = run.records.findIndex((record) => record.includes('"origin":"2013-06-01T')) + 1
    const { shown, published } = await readBack(run, run.records.slice(from))
    expect(new Date(shown[0]!.origin).toISOString()).toMatch(/^2013-06-02/)
    expect(published.remarks).toEqual([])
    const last = run.made.at(-1)!
    expect(shown.at(-1)!.residuals).toEqual(last.residuals)
    expect(shown.at(-1)!.scores.at(0, 1).count).toBeLessThan(last.scores.at(0, 1).count)
  })

  it('have the events that were sent with them, if those are read', async () => {
    const { shown, happened } = await readBack(run, run.records, { events: true })
    expect(happened).toEqual(run.made.flatMap((scored) => scored.events ?? []))
    expect(shown.some((scored) => scored.events || scored.drift)).toBe(false)
  })
})

it.each([
  ['rules', outcomes],
  ['classes', withOutcome(true)],
])('scores probabilities again as when they were made: %s', async (_, tree) => {
  const made = await publishedRun(tree)
  const { shown, published } = await readBack(made, made.records)
  const last = made.made.at(-1)!
  expect(shown.map(({ residuals }) => residuals)).toEqual(made.made.map(({ residuals }) => residuals))
  expect(shown.at(-1)!.outcomes).toEqual(last.outcomes)
  expect(shown.at(-1)!.actuals).toEqual(last.actuals)
  expect(shown.at(-1)!.scores.toJSON()).toEqual(last.scores.toJSON())
  expect(last.scores.at(0, 1).outcome!.brier).toBeGreaterThan(0)
  expect(published.remarks).toEqual([])
})

it('counts records of others by reason, and shows the rest', async () => {
  const others = ['', 'nonsense', '[1]', '{"temperature":20}', '{"origin":"2013-06-01"}', '{"event":"party"}']
  const mixed = run.records.slice(0, 60).flatMap((record, i) => [record, ...(i === 30 ? others : [])])
  const { published, shown } = await readBack(run, mixed)
  expect(shown.length).toBe((await readBack(run, run.records.slice(0, 60))).shown.length)
  expect(published.remarks).toEqual([
    '2 records could not be shown: expected JSON, got something else',
    '1 record could not be shown: expected a JSON object, got something else',
    '1 record could not be shown: expected a forecast or an event, got a record with neither origin nor event',
    '1 record could not be shown: leads: expected rising numbers of steps',
    '1 record could not be shown: event: expected one of anomaly, drift, alert, stale, recovered',
  ])
})

it('begins a series again after records that are missing, and drops those that come again', async () => {
  const day = (record: string) => /"origin":"2013-0[45]/.test(record)
  const without = run.records.filter((record) => !day(record))
  const again = without.filter((record) => !record.includes('"event"')).slice(-20)
  const { shown, published } = await readBack(run, [...without, ...again])
  const restarts = shown.filter((scored) => scored.observation.restart)
  expect(restarts.map((scored) => new Date(scored.origin).toISOString().slice(0, 10))).toEqual(['2013-06-01'])
  expect(shown.at(-1)!.residuals).toEqual(run.made.at(-1)!.residuals)
  expect(published.remarks).toEqual(['10 forecasts came again'])
})

it('shows a limited number of series, and counts the forecasts of others', async () => {
  const cities = (name: string) => run.records.slice(0, 40).map((one) => one.replace('{', `{"city":"${name}",`))
  const records = ['a', 'b', 'c'].flatMap(cities).filter((record) => !record.includes('"event"'))
  const { published, shown } = await readBack({ ...run, by: ['city'] }, records, { most: 2 })
  expect([...new Set(shown.map((scored) => scored.key?.join()))]).toEqual(['a', 'b'])
  expect(published.remarks).toEqual([`${shown.length / 2} forecasts are of series beyond the first 2`])
})

it('begins again with forecasts of other leads, as after a new version of the pipeline', async () => {
  const [source, forecast] = [weather.source, { horizon: 5, experts: ['persistence'], intervals: [0.5, 0.9] }]
  const other = await publishedRun({ source, cadence: '1d', steps: [{ forecast }] } as PipelineTree)
  const [before, after] = [run.records.slice(0, 200), other.records.slice(600)]
  const { shown } = await readBack(run, [...before, ...after])
  const changed = shown.findIndex((scored) => scored.leads.length === 5)
  expect(shown[changed]!.observation.restart).toBe(true)
  expect(shown.at(-1)!.residuals).toEqual(other.made.at(-1)!.residuals)
})
