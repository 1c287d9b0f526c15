import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { from } from 'rxjs'
import { expect, it } from 'vitest'
import { checkpointed } from '../../src/checkpoint/checkpointed.ts'
import { ConfigError, DataError } from '../../src/errors.ts'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeReport } from '../../src/sinks/report.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { sha256 } from '../../src/stores/sha256.ts'
import type { Store } from '../../src/stores/store.ts'
import { type Splice, spliced } from '../laws/forged.ts'
import { dayMs, monday } from '../operators/observe.ts'
import { commitAll, contents, newFolder } from '../stores/stores.ts'
import { fuzz, fuzzTimeout, share } from './fuzz.ts'

const experts = ['persistence', 'drift', 'lstm(persistence, 0.004)'] as const
const steps = (ledger: Ledger) =>
  chain(
    inOrder({ lateness: '2d' }, { ledger }),
    fillGaps('1d', { ledger }),
    forecast({ horizon: 2, season: 7, experts: [...experts], hidden: 4, intervals: [0.8] }),
    score(),
  )
const rows = Array.from({ length: 40 }, (_, i) => ({
  time: monday + Math.floor(i / 2) * dayMs,
  values: [(i * 7) % 11],
  covariates: [],
  key: [i % 2 === 0 ? 'a' : 'b'],
}))

/** What is done to a store: its part, by a share of their number, and what becomes of its bytes. */
interface Damage {
  readonly part: number
  readonly how: 'drop' | 'swap' | 'splice'
  readonly splices: readonly Splice[]
}
const splice: fc.Arbitrary<Splice> = fc.record({
  at: share,
  cut: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    fc.constant(1),
    fc.integer({ min: 0, max: 40 }),
    fc.constant(1e9),
  ),
  bytes: fc.oneof(
    fc.array(fc.nat(255), { maxLength: 4 }),
    fc.constantFrom([0xff, 0xff, 0xff, 0xff, 0x7f], [0], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x0f]),
    fc.constantFrom(
      [0, 0, 0, 0, 0, 0, 0xf8, 0x7f],
      [0, 0, 0, 0, 0, 0, 0xf0, 0x7f],
      [255, 255, 255, 255, 255, 255, 255, 255],
    ),
  ),
  over: fc.boolean(),
})
const damages: fc.Arbitrary<Damage> = fc.record({
  part: share,
  how: fc.oneof(
    { weight: 12, arbitrary: fc.constant('splice' as const) },
    fc.constantFrom('drop' as const, 'swap' as const),
  ),
  splices: fc.array(splice, { minLength: 1, maxLength: 3 }),
})

/** A copy of a store, with the damage. */
async function damaged(store: Store, { part, how, splices }: Damage): Promise<MemoryStore> {
  const copy = new MemoryStore()
  const keys = [...(await store.keys())].sort()
  const hit = Math.floor(part * keys.length)
  for (const [i, key] of keys.entries()) {
    const bytes = (await store.get(i === hit && how === 'swap' ? keys[(i + 1) % keys.length]! : key))!
    if (i === hit && how === 'drop') continue
    await copy.put(key, i === hit && how === 'splice' ? spliced(bytes, splices) : bytes)
  }
  await copy.commit()
  return copy
}

const refusedOr = (error: unknown) => {
  if (!(error instanceof DataError || error instanceof ConfigError)) throw error
}

it(
  'a run goes on from a damaged state, or refuses it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-fuzz-'))
    const lines = rows.map(({ time, values, key }) => `${new Date(time).toISOString()},${key},${values}\n`)
    writeFileSync(join(folder, 'rows.csv'), `t,k,y\n${lines.join('')}`)
    const ran = async (store: Store, cancel?: AbortSignal, write: () => void = () => {}) => {
      const source = readCsv({ path: 'rows.csv', time: 't', target: 'y', by: 'k' })
      await run(
        {
          name: 'rows',
          folder,
          source: (place) => {
            const opened = source(place)
            return { ...opened, open: (ledger, signal, _, from) => opened.open(ledger, signal, 3, from) }
          },
          operators: steps,
          sinks: [writeCsv('a.csv'), writeReport('a.html')],
          settings: { horizon: 2 },
          checkpoint: { store, every: { rows: 1 } },
        },
        { cancel, onlooker: { write, note() {}, progress() {}, end() {}, fail() {} } },
      )
    }
    const whole = new MemoryStore()
    const cancel = new AbortController()
    let left = 20
    await ran(whole, cancel.signal, () => {
      if (--left === 0) cancel.abort(new Error('killed'))
    }).catch(() => {})
    const part = join(folder, readdirSync(folder).find((name) => name.startsWith('a.csv'))!)
    const written = readFileSync(part)
    expect((await whole.keys()).length).toBeGreaterThan(6)
    try {
      await fuzz(
        'states',
        damages,
        async (damage) => {
          writeFileSync(part, written)
          await ran(await damaged(whole, damage)).catch(refusedOr)
          expect(networksInUse().networks).toBe(0)
        },
        40,
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  fuzzTimeout,
)

it(
  'a flow goes on from a damaged state, or refuses it',
  async () => {
    const flow = (store: Store, some: typeof rows) =>
      new Promise<void>((resolve, reject) => {
        from(some)
          .pipe(checkpointed(store, byKey(steps(new Ledger(() => {})))))
          .subscribe({ complete: resolve, error: reject })
      })
    const whole = new MemoryStore()
    await flow(whole, rows.slice(0, 20))
    await fuzz(
      'flows',
      damages,
      async (damage) => {
        await flow(await damaged(whole, damage), rows.slice(20)).catch(refusedOr)
        expect(networksInUse().networks).toBe(0)
      },
      60,
    )
  },
  fuzzTimeout,
)

it(
  'a folder with a forged manifest opens with bytes that are right, or is refused',
  async () => {
    const whole = newFolder()
    await commitAll(whole, [{ a: 'a1', b: 'b1' }, { b: 'b2' }])
    const name = readdirSync(whole)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .at(-1)!
    const text = readFileSync(join(whole, name), 'latin1')
    const hashed = text.slice(0, text.lastIndexOf(',\n"sha256"'))
    const pieces = fc.constantFrom(
      '-1',
      '9007199254740991',
      '1e300',
      '"../a"',
      'null',
      '[]',
      '{}',
      '"',
      ',',
      '0',
      '1.5',
      '__proto__',
      '',
    )
    const edits = fc.array(fc.record({ at: share, cut: fc.nat(12), text: pieces }), { minLength: 1, maxLength: 3 })
    await fuzz(
      'manifests',
      edits,
      async (some) => {
        let forged = hashed
        for (const { at, cut, text } of some) {
          // Numbers and texts begin after these.
          const places = [...forged.matchAll(/[[,:"]/g)].map(({ index }) => index + 1)
          const place = places[Math.floor(at * places.length)] ?? 0
          forged = forged.slice(0, place) + text + forged.slice(place + cut)
        }
        writeFileSync(
          join(whole, name),
          `${forged},\n"sha256": "${await sha256(Buffer.from(forged, 'latin1'))}"\n}\n`,
          'latin1',
        )
        try {
          const { store } = await FolderStore.open(whole)
          try {
            for (const value of Object.values(await contents(store))) expect(['a1', 'b1', 'b2']).toContain(value)
          } finally {
            await store.close()
          }
        } catch (error) {
          refusedOr(error)
        }
      },
      60,
    )
  },
  fuzzTimeout,
)
