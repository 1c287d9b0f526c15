import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Mark } from '../../src/recording/wire.ts'
import type { Onlooker } from '../../src/run/onlooker.ts'
import { type Progress, run } from '../../src/run/run.ts'
import type { Ledger } from '../../src/series/ledger.ts'
import type { Scored } from '../../src/series/scored.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { count, planFor } from './plan-for.ts'

/** Remembers what it was shown. */
function onlooker() {
  const seen: string[] = []
  const watch: Onlooker = {
    write: (batch) => seen.push(`write ${batch.length}`),
    note: ({ kind, text }) => seen.push(`${kind} ${text}`),
    progress: () => {},
    end: ({ rows }) => seen.push(`end ${rows.rows}`),
    fail: ({ message }) => seen.push(`fail ${message}`),
  }
  return { seen, watch }
}

describe('run', () => {
  it('reads, forecasts, scores, writes, and reports the outcome', async () => {
    const plan = planFor([0, 1, 1, 3])
    const { scores, ...outcome } = await run(plan)
    expect(outcome).toMatchObject({
      name: 'test',
      source: 'rows.csv',
      series: ['value'],
      rows: { rows: 4, accepted: 4 },
      outputs: ['out/a.csv', 'out/a.ndjson'],
      stopped: false,
      failure: undefined,
    })
    // 0 1 1 3: persistence misses by 1, 0, 2 one step ahead and by 1, 2 two steps ahead.
    expect([...scores!.mae]).toEqual([1, 1.5])
    expect(readFileSync(join(plan.folder, 'out/a.csv'), 'utf8').trim().split('\n')).toHaveLength(1 + 4 * 2)
    expect(readFileSync(join(plan.folder, 'out/a.ndjson'), 'utf8').trim().split('\n')).toHaveLength(4)
  })

  it('tells the warnings of the plan when it begins, and once more in the outcome', async () => {
    const said: string[] = []
    const outcome = await run(
      { ...planFor([0, 1]), warnings: ['price counts as known'] },
      { onWarning: (warning) => said.push(warning), onProgress: () => said.push('a batch') },
    )
    expect(said[0]).toBe('price counts as known')
    expect(said.filter((text) => text === said[0])).toHaveLength(1)
    expect(outcome.warnings).toContain(said[0])
  })

  it('writes batches to sinks one at a time, each after the one before', async () => {
    let open = 0
    let most = 0
    let rows = 0
    const slow = {
      path: undefined,
      async write(batch: readonly unknown[]) {
        most = Math.max(most, ++open)
        await new Promise((resolve) => setImmediate(resolve))
        rows += batch.length
        open--
      },
      close: async () => {},
      abort: async () => {},
    }
    await run(planFor(count(3000), { sinks: [() => slow] }))
    expect([most, rows]).toEqual([1, 3000])
  })

  it('reports progress until the end', async () => {
    const seen: Progress[] = []
    await run(planFor(count(1000)), { onProgress: (progress) => seen.push(progress) })
    const last = seen.at(-1)!
    expect(last.rows).toBe(1000)
    expect(last.fraction).toBe(1)
    expect(seen.every((progress, i) => i === 0 || progress.rows >= seen[i - 1]!.rows)).toBe(true)
  })

  it('shows an observer the account of rows from the start, and the time of each step', async () => {
    const seen: string[] = []
    let steps = 0
    const { watch } = onlooker()
    const persist = forecast({ horizon: 2, cadence: '1d', season: 'none', experts: ['persistence'], intervals: [] })
    const operators = (ledger: Ledger) => chain(inOrder({}, { ledger }), persist, score())
    const outcome = await run(planFor([0, 'x', 2], { operators }), {
      onlooker: {
        ...watch,
        begin(ledger) {
          seen.push(`${ledger.rows} rows`)
          ledger.listen(({ column }) => seen.push(`${column} rejected, ${ledger.rejected} in all`))
        },
        step(ms) {
          expect(ms).toBeGreaterThanOrEqual(0)
          steps++
        },
      },
    })
    expect(seen).toEqual(['0 rows', 'value rejected, 1 in all'])
    expect(steps).toBe(outcome.rows.accepted)
  })

  it('notifies an observer of batches, rejects and the end', async () => {
    const { seen, watch } = onlooker()
    await run(planFor([0, 'x', 2]), { onlooker: watch })
    expect(seen).toEqual([
      'write 1',
      'write 1',
      expect.stringMatching(/^reject rows\.csv:3 value: expected a number/),
      'end 3',
    ])
  })

  it('stops when it is asked to, and finishes pending work', async () => {
    const stop = new AbortController()
    const plan = planFor(count(5000))
    const outcome = await run(plan, { stop: stop.signal, onProgress: () => stop.abort() })
    expect(outcome.stopped).toBe(true)
    expect(outcome.outputs).toEqual(['out/a.csv', 'out/a.ndjson'])
    const written = readFileSync(join(plan.folder, 'out/a.ndjson'), 'utf8').trim().split('\n')
    expect(written.length).toBeGreaterThan(0)
    expect(written.length).toBeLessThan(5000)
    expect(() => written.map((line) => JSON.parse(line))).not.toThrow()
  })

  it('counts only rows that reached the forecaster if it is interrupted, and notifies the sinks', async () => {
    const stop = new AbortController()
    let forecast = 0
    let told: unknown
    const sink = {
      path: undefined,
      write: (batch: readonly unknown[]) => {
        forecast += batch.length
        if (forecast > 30) stop.abort()
      },
      close: async (summary: unknown) => {
        told = summary
      },
      abort: async () => {},
    }
    const { rows, stopped } = await run(planFor(count(5000), { sinks: [() => sink] }), {
      stop: stop.signal,
      speed: 400,
    })
    expect(stopped).toBe(true)
    expect(forecast).toBeLessThan(200)
    expect(rows).toMatchObject({ rows: forecast, accepted: forecast })
    expect(told).toMatchObject({ stopped: true, failure: undefined, rows: { rows: forecast } })
  })

  it('notifies sinks of the position of rejected rows, without an observer', async () => {
    const seen: string[] = []
    const sink = {
      path: undefined,
      atOnce: true as const,
      write(batch: readonly Scored[]) {
        seen.push(`write ${batch[0]!.observation.values[0]}`)
      },
      note({ kind, text }: Mark) {
        seen.push(`${kind} ${text.slice(0, 16)}`)
      },
      close: async () => {},
      abort: async () => {},
    }
    await run(planFor([0, 'x', 2, 'y'], { sinks: [() => sink] }))
    expect(seen).toEqual(['write 0', 'write 2', 'reject rows.csv:3 value', 'reject rows.csv:5 value'])
  })

  it('reports no more progress than was forecast', async () => {
    const shares: number[] = []
    let forecast = 0
    const watch: Onlooker = {
      write: () => forecast++,
      note: () => {},
      progress: (share) => shares.push(share! - forecast / 400),
      end: () => {},
      fail: () => {},
    }
    await run(planFor(count(400)), { onlooker: watch, speed: 4000 })
    // The header and the last batch apart, rows are as long as each other.
    expect(shares.length).toBeGreaterThan(2)
    for (const ahead of shares) expect(Math.abs(ahead)).toBeLessThan(0.01)
  })

  it('leaves nothing behind if it is aborted', async () => {
    const cancel = new AbortController()
    const plan = planFor(count(5000))
    const { seen, watch } = onlooker()
    const running = run(plan, { cancel: cancel.signal, onlooker: watch, onProgress: () => cancel.abort() })
    await expect(running).rejects.toThrow(/abort/i)
    expect(readdirSync(join(plan.folder, 'out'))).toEqual([])
    expect(seen.at(-1)).toMatch(/^fail /)
  })

  it('leaves nothing behind if an operator throws', async () => {
    const broken = map(() => {
      throw new Error('no such luck')
    })
    const plan = planFor(count(10), { operators: () => broken })
    await expect(run(plan)).rejects.toThrow('no such luck')
    expect(readdirSync(join(plan.folder, 'out'))).toEqual([])
  })

  it('leaves nothing behind if a later sink cannot be opened', async () => {
    const plan = planFor(count(10), { sinks: [writeCsv('out/a.csv'), writeCsv('rows.csv/b.csv')] })
    await expect(run(plan)).rejects.toThrow('rows.csv/b.csv: expected a file that can be written')
    expect(readdirSync(join(plan.folder, 'out'))).toEqual([])
  })

  it('keeps everything before a failure of the input, and reports its place', async () => {
    const { seen, watch } = onlooker()
    const plan = planFor([0, 1, 2, 'x', 4], { strict: true })
    const { failure, rows, outputs } = await run(plan, { onlooker: watch })
    expect(failure?.message).toMatch(/^rows\.csv:5 value: expected a number, got "x"/)
    expect(rows).toMatchObject({ rows: 4, accepted: 3, rejected: 1 })
    expect(outputs).toEqual(['out/a.csv', 'out/a.ndjson', 'out/a.csv.rejects.ndjson'])
    expect(seen.at(-1)).toMatch(/^fail rows\.csv:5 value: expected a number/)
  })

  it('creates no file of rejects if there are none', async () => {
    const plan = planFor([1, 2])
    await run(plan)
    expect(existsSync(join(plan.folder, 'out/a.csv.rejects.ndjson'))).toBe(false)
  })
})
