import { describe, expect, it } from 'vitest'
import { RunWatch } from '../../src/operations/run-watch.ts'
import { run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { planFor } from '../run/plan-for.ts'
import { operators, watched } from './watched.ts'

const count = Array.from({ length: 30 }, (_, i) => i % 7)

/** Watches a run, and looks at it while it goes on. */
async function during(values: readonly (number | string)[], look: (watch: RunWatch, clock: { now: number }) => void) {
  const clock = { now: Date.UTC(2024, 5, 1) }
  const watch = new RunWatch(['value'], () => clock.now)
  const onlooker = {
    ...watchedMethods(watch),
    end() {
      look(watch, clock)
      watch.end()
    },
  }
  await run(planFor(values, { operators, sinks: [] }), { onlooker })
  return watch
}
const watchedMethods = (watch: RunWatch) => ({
  begin: watch.begin.bind(watch),
  write: watch.write.bind(watch),
  note: watch.note.bind(watch),
  progress: watch.progress.bind(watch),
  fail: watch.fail.bind(watch),
})

describe('a watch over a run', () => {
  it('is not ready before the first row', () => {
    expect(new RunWatch([]).unready).toBe('no row was forecast yet')
  })

  it('is ready while rows come, and not when they stop or are rejected', async () => {
    await during(count, (watch, clock) => {
      expect(watch.unready).toBeUndefined()
      expect([watch.rowAge, watch.usedRowAge, watch.rejectedInARow]).toEqual([0, 0, 0])
      clock.now += 100_000
      expect(watch.unready).toBe('no row came for 100 s')
    })
    await during([...count, ...Array(12).fill('x')], (watch) => {
      expect(watch.unready).toMatch(/^12 rows in a row were rejected: rows\.csv:43 value: expected a number/)
    })
  })

  it('is not ready while the source is not connected for ten seconds', async () => {
    await during(count, (watch, clock) => {
      watch.linked(undefined)
      watch.linked('it was closed')
      clock.now += 9000
      watch.linked('connect ECONNREFUSED')
      expect(watch.unready).toBeUndefined()
      clock.now += 1000
      expect(watch.unready).toBe('the source is not connected since 10 s: connect ECONNREFUSED')
      watch.linked(undefined)
      expect(watch.unready ?? 'ready').not.toMatch('connected')
      expect(watch.link).toEqual({ connected: true, losses: 1 })
    })
  })

  it('is ready at once if the run goes on from rows of an earlier process', () => {
    const ledger = new Ledger()
    ledger.accept(false)
    const watch = new RunWatch([])
    watch.begin(ledger)
    expect(watch.unready).toBeUndefined()
  })

  it('is not ready after a checkpoint failed, until one is written', async () => {
    const { watch, clock } = await watched(count)
    watch.checkpointed({ rows: 1, bytes: 2, ms: 3 })
    clock.now += 5000
    expect(watch.checkpointAge).toBe(5)
    watch.checkpointed(new Error('no space left'))
    expect(watch.unready).toBe('the last checkpoint failed: no space left')
    expect(watch.checkpoint).toMatchObject({ written: 1, failed: 1, last: { rows: 1 } })
    watch.checkpointed({ rows: 2, bytes: 2, ms: 3 })
    expect(watch.unready).toBeUndefined()
  })

  it('is not ready after the run failed, and stays ready after it ended', async () => {
    const { watch, clock } = await watched(count)
    clock.now += 1e9
    expect(watch.unready).toBeUndefined()
    watch.fail(new Error('disk'))
    expect(watch.unready).toBe('the run failed: disk')
  })

  it('changes no number of the run', async () => {
    const scores = async (onlooker?: RunWatch) => {
      const outcome = await run(planFor(count, { operators, sinks: [] }), { onlooker })
      return JSON.stringify([outcome.scores, outcome.next, outcome.rows])
    }
    expect(await scores(new RunWatch(['value']))).toBe(await scores())
  })
})

it('counts the events of forecasts, and those without one, by kind', () => {
  const watch = new RunWatch(['a'], () => 0)
  watch.happened({ kind: 'stale', time: 0, reason: '', clock: true })
  watch.happened({ kind: 'stale', time: 1, reason: '', clock: true })
  watch.happened({ kind: 'recovered', of: 'stale', time: 2, reason: '', clock: true })
  expect([...watch.events]).toEqual([
    ['anomaly', 0],
    ['drift', 0],
    ['alert', 0],
    ['stale', 2],
    ['recovered', 1],
  ])
})
