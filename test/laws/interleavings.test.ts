import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { from, lastValueFrom } from 'rxjs'
import { expect, it } from 'vitest'
import { checkpointed } from '../../src/checkpoint/checkpointed.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { type RunOptions, run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { fuzz, fuzzTimeout } from '../fuzz/fuzz.ts'
import { clean, interleaved, keyOf, lateness, type Row, stream } from './interleaved.ts'

const experts = ['persistence', 'drift', 'seasonalNaive'] as const
const steps = (ledger: Ledger, late: boolean) =>
  chain(
    inOrder(late ? { lateness: `${lateness}d` } : {}, { ledger }),
    fillGaps({ cadence: '1d', maxGap: 6 }, { ledger }),
    forecast({ horizon: 2, season: 7, experts: [...experts], intervals: [0.8] }),
    score(),
  )

const reasons = (rejects: readonly Reject[]) => rejects.map(({ reason, raw }) => ({ reason, raw }))

/** What an operator emits for rows, and what it rejects. */
async function emitted(rows: readonly Observation[], late: boolean, keyed: boolean) {
  const rejects: Reject[] = []
  const made = steps(new Ledger((reject) => rejects.push(reject)), late)
  const out: string[] = []
  await lastValueFrom(
    from(rows).pipe(keyed ? byKey(made) : made, (source) => {
      // Scores are live: they are read when they come.
      source.subscribe((scored) => out.push(JSON.stringify(scored)))
      return from([0])
    }),
  )
  return { out, rejects: reasons(rejects) }
}

const plain = (rows: readonly Row[]) => rows.map(({ arrives: _, ...row }) => row)
const unkeyed = (rows: readonly Row[]) => rows.map(({ arrives: _, key: __, ...row }) => row)

it(
  'rows within the lateness, repeats and late rows make the forecasts of the clean order',
  async () => {
    await fuzz(
      'order',
      interleaved(1),
      async (one) => {
        const expected = await emitted(unkeyed(clean(one.series[0]!, 'a')), false, false)
        const rows = stream(one)
        const { out, rejects } = await emitted(unkeyed(rows), true, false)
        expect(out).toEqual(expected.out)
        expect(out.length).toBeGreaterThanOrEqual(clean(one.series[0]!, 'a').length)
        expect(expected.rejects).toEqual([])
        expect(rejects).toHaveLength(rows.filter(({ values }) => values[0] === 2000).length)
      },
      25,
    )
  },
  fuzzTimeout,
)

it(
  'several series in any order forecast as each alone does',
  async () => {
    await fuzz(
      'series',
      interleaved(3),
      async (one) => {
        const { out } = await emitted(plain(stream(one)), true, true)
        for (const [s, days] of one.series.entries()) {
          const alone = await emitted(plain(clean(days, keyOf(s))), false, true)
          expect(out.filter((line) => line.includes(`"key":["${keyOf(s)}"]`))).toEqual(alone.out)
        }
      },
      15,
    )
  },
  fuzzTimeout,
)

it(
  'a flow that is stopped anywhere and goes on forecasts and rejects as one that was not',
  async () => {
    await fuzz(
      'restarts',
      interleaved(3),
      async (one) => {
        const keyed = one.series.length > 1
        const rows = keyed ? plain(stream(one)) : unkeyed(stream(one))
        const expected = await emitted(rows, true, keyed)
        const store = new MemoryStore()
        const out: string[] = []
        const rejects: Reject[] = []
        const stops = [...one.stops, 1].map((at) => Math.round(at * rows.length)).sort((a, b) => a - b)
        for (const [i, to] of stops.entries()) {
          const made = steps(new Ledger((reject) => rejects.push(reject)), true)
          let saved = { out: 0, rejects: 0 }
          const onCheckpoint = (written: unknown) => {
            if (written instanceof Error) throw written
            saved = { out: out.length, rejects: rejects.length }
          }
          const flow = from(rows.slice(stops[i - 1] ?? 0, to)).pipe(
            checkpointed(store, keyed ? byKey(made) : made, { every: { rows: 3 }, onCheckpoint }),
          )
          await new Promise<void>((resolve, reject) => {
            flow.subscribe({ next: (scored) => out.push(JSON.stringify(scored)), complete: resolve, error: reject })
          })
          // What came after the last checkpoint is what rows held back became, since no more came.
          if (i < stops.length - 1) {
            out.length = saved.out
            rejects.length = saved.rejects
          }
        }
        expect(out).toEqual(expected.out)
        expect(reasons(rejects)).toEqual(expected.rejects)
      },
      15,
    )
  },
  fuzzTimeout,
)

const outputs = ['a.csv', 'a.ndjson', 'a.csv.rejects.ndjson']

/** A run over rows, which may be stopped without warning. */
async function ran(folder: string, keyed: boolean, late: boolean, store?: MemoryStore, options: RunOptions = {}) {
  const source = readCsv({ path: 'rows.csv', time: 't', target: 'y', by: keyed ? ['k'] : [] })
  const outcome = await run(
    {
      name: 'rows',
      folder,
      source: (place) => {
        const opened = source(place)
        return { ...opened, open: (ledger, signal, _, from) => opened.open(ledger, signal, 3, from) }
      },
      operators: (ledger) => steps(ledger, late),
      sinks: [writeCsv('a.csv'), writeNdjson('a.ndjson')],
      ...(store && { checkpoint: { store, every: { rows: 1 } } }),
    },
    options,
  )
  return { rows: outcome.rows, scores: JSON.stringify(outcome.scores) }
}

function folderOf(rows: readonly Row[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-interleavings-'))
  const lines = rows.map(
    ({ time, values: { 0: value }, key }) =>
      `${new Date(time).toISOString()},${key},${Number.isNaN(value) ? '' : value === 1007 ? 'x' : value}\n`,
  )
  writeFileSync(join(folder, 'rows.csv'), `t,k,y\n${lines.join('')}`)
  return folder
}

const filesOf = (folder: string) =>
  outputs.map((name) => {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      return undefined
    }
  })

it(
  'a run that is killed anywhere and goes on writes what one that was not does, byte for byte',
  async () => {
    await fuzz(
      'runs',
      interleaved(3),
      async (one) => {
        const keyed = one.series.length > 1
        const rows = stream(one)
        if (rows.length < 4) return
        const [whole, killed] = [folderOf(rows), folderOf(rows)]
        try {
          const expected = await ran(whole, keyed, true)
          const store = new MemoryStore()
          for (const at of one.stops) {
            const cancel = new AbortController()
            let left = 1 + Math.round(at * rows.length)
            const write = () => {
              if (--left === 0) cancel.abort(new Error('killed'))
            }
            const onlooker = { write, note() {}, progress() {}, end() {}, fail() {} }
            await ran(killed, keyed, true, store, { onlooker, cancel: cancel.signal }).catch((error: Error) => {
              if (error.message !== 'killed') throw error
            })
          }
          expect(await ran(killed, keyed, true, store)).toEqual(expected)
          expect(filesOf(killed)).toEqual(filesOf(whole))
        } finally {
          for (const folder of [whole, killed]) rmSync(folder, { recursive: true })
        }
      },
      6,
    )
  },
  fuzzTimeout,
)
