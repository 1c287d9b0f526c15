import fc from 'fast-check'
import { Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import { chain } from '../../src/operators/chain.ts'
import { conformal } from '../../src/operators/conformal.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { score } from '../../src/operators/score.ts'
import type { Operator } from '../../src/operators/stateful.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { Session } from '../../src/run/session.ts'
import { isMissing } from '../../src/series/is-missing.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import type { Saveable } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { dayMs, monday } from '../operators/observe.ts'
import { forged, textPlaces, withText } from './forged.ts'

/** Daily observations: some missing, one that goes back, and a last one twice, so that all is in the state that can be. */
const rows: Observation[] = Array.from({ length: 100 }, (_, i) => ({
  time: monday + (i === 25 ? 20 : Math.min(i, 98)) * dayMs,
  values: [20 + (i % 7), i % 13 === 12 ? Number.NaN : 100 - (i % 5)],
  covariates: [i % 3],
  row: { place: { file: 'a.csv', line: i + 2 }, raw: [String(i)] },
}))
const experts = ['persistence', 'drift', 'seasonalNaive', 'rls(3)', 'lstm(persistence, 0.004)']

const forecasting = (ledger: Ledger = new Ledger()): Operator<Observation, Scored> =>
  chain(
    inOrder({ lateness: '3d' }, { ledger }),
    fillGaps('1d', { ledger }),
    forecast({ horizon: 2, season: 7, experts, hidden: 4, memory: 96 }),
    score(),
  )
const network = (ledger: Ledger = new Ledger()): Operator<Observation, Scored> =>
  chain<Observation, Scored>(
    inOrder({ lateness: '3d', duplicates: 'mean' }, { ledger }),
    ...([
      fillGaps('1d', { ledger }),
      normalize(),
      lookback(4),
      lstm({ horizon: 2, hidden: 4, replays: 1 }),
      conformal(0.8),
      score({ season: '1w' }),
    ] as never[]),
  )
const outcome = { high: '0 > 22', low: 'any 1 < p20' }
const probabilities = (ledger: Ledger = new Ledger()): Operator<Observation, Scored> =>
  chain(
    inOrder({ lateness: '3d' }, { ledger }),
    fillGaps('1d', { ledger }),
    forecast({ horizon: 2, season: 7, outcome, hidden: 4, memory: 96 }),
    score(),
  )

/** Something that can be restored, and how it goes on. */
interface Subjected {
  readonly saveable: Saveable
  send(rows: readonly Observation[]): void
  close(): void
}

function opened(operator: Operator<Observation, Scored>, onForecast: (scored: Scored) => void = () => {}): Subjected {
  const run = operator.open(onForecast)
  const send = (some: readonly Observation[]) => {
    for (const row of some) run.next(row)
  }
  return { saveable: run, send, close: () => run.close?.() }
}

function recorded(): Subjected {
  const recorder = new Recorder({ id: 'a', title: 'a', series: ['a', 'b'], budget: 1 << 14 })
  const { send, close } = opened(forecasting(), (scored) => recorder.write([scored]))
  return {
    saveable: recorder,
    send(some) {
      send(some)
      recorder.recording(0)
    },
    close,
  }
}

function hosted(): Subjected {
  const session = new Session<Scored>({ input: 'a', operators: network })
  const input = new Subject<Observation>()
  let failure: unknown
  const subscription = input.pipe(session.operator).subscribe({ error: (error) => (failure = error) })
  return {
    saveable: session,
    send(some) {
      for (const row of some) {
        session.ledger.accept(isMissing(row))
        input.next(row)
      }
      if (failure) throw failure
      session.end({ failure: undefined, warnings: [] })
    },
    close() {
      subscription.unsubscribe()
      session.close()
    },
  }
}

const subjects: readonly [name: string, begin: () => Subjected][] = [
  ['a chain with forecast', () => opened(forecasting())],
  ['a chain with lstm', () => opened(network())],
  ['a chain with outcomes', () => opened(probabilities())],
  ['a recorder', recorded],
  ['a session', hosted],
]

/** Restores a snapshot into a new object. It is refused by a DataError and changes nothing, or the object goes on for 50 rows. */
function demandSafe(begin: () => Subjected, bytes: Uint8Array): void {
  const target = begin()
  try {
    target.send(rows.slice(0, 8))
    const before = snapshot(target.saveable)
    try {
      restore(target.saveable, bytes)
    } catch (error) {
      expect(error).toBeInstanceOf(DataError)
      expect(Buffer.compare(snapshot(target.saveable), before)).toBe(0)
      return
    }
    try {
      target.send(rows.slice(50))
    } catch (error) {
      // Rows that do not fit the state are refused by name.
      expect(error).toBeInstanceOf(DataError)
    }
  } finally {
    target.close()
  }
}

function snapshotOf(begin: () => Subjected): Uint8Array {
  const first = begin()
  first.send(rows.slice(0, 50))
  const bytes = snapshot(first.saveable)
  first.close()
  return bytes
}

describe.each(subjects)('a forged snapshot of %s', (_, begin) => {
  it('is refused by a DataError or can be gone on from', () => {
    const bytes = snapshotOf(begin)
    const networks = networksInUse().networks
    const texts = textPlaces(bytes)
    const place = fc.oneof(fc.nat(bytes.length), fc.constantFrom(...texts))
    const byte = fc.oneof(fc.nat(255), fc.integer({ min: 48, max: 57 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 4 }), (changes) => {
        demandSafe(begin, forged(bytes, changes))
      }),
      { numRuns: 150 },
    )
    expect(networksInUse().networks).toBe(networks)
  })
})

describe('a spec in a snapshot', () => {
  const score = '{"channels":2,"leads":[1,2],"levels":[0.8],"cadence":"1d"}'
  const shape = '2 1 0 0 0 1d'
  const ofLookback = `4 ${shape}`
  const shapes = ['', '2', '2 1', shape.replace('2', '1e9'), `-${shape}`, shape.replace('1', '1000000000')]
  const absurd = [
    [shape, 'forecast', [...shapes, shape.replace('2', '999999999999999'), shape.replace('0', '999999999999')]],
    [shape, 'forecast', [shape.replace('1d', '1x'), shape.replace('1d', '999999999999d'), `${shape} 1d`]],
    [shape, 'forecast', [shape.replace('2', '3000'), '0 0 0 0 0 1d']],
    [shape, 'outcomes', [...shapes, shape.replace('1', '3000'), shape.replace('2', '999999999999999')]],
    [shape, 'outcomes', [shape.replace('1d', '1x'), shape.replace('1d', '1h'), shape.replace('2', '0')]],
    [ofLookback, 'lstm', ['', '4', '4 2', ...['1e9', '999999999999', '0'].map((rows) => `${rows} ${shape}`)]],
    [ofLookback, 'lstm', ['4 9999 1 0 0 0 1d', '4 2 1 0 0 0 x']],
    ['3', 'lookback', ['', 'x', '-1', '1.5', '999999999999', '99999999', '1e3', ' 3']],
    [
      score,
      'score',
      ['', 'null', '[]', '3', '{}', '{"channels":2}', score.replace('2', '1e12'), score.replace('1,2', '')],
    ],
    [
      score,
      'score',
      [score.replace('1,2', '1,999999999999'), score.replace('1,2', '2,1'), score.replace('0.8', '"a"')],
    ],
    [score, 'score', [score.replace('1d', '1x'), score.replace('"1d"', '{}'), score.replace('1,2', '1,2,3')]],
  ] as const

  it.each(absurd)('%s of %s is checked', (spec, name, others) => {
    const begin = () => opened(name === 'forecast' ? forecasting() : name === 'outcomes' ? probabilities() : network())
    const bytes = snapshotOf(begin)
    const known = spec === score && name === 'score' ? specIn(bytes, '{"channels":2,"leads":[1,2],"levels"') : spec
    for (const other of others) {
      const target = begin()
      expect(() => restore(target.saveable, withText(bytes, known, other)), other).toThrow(DataError)
      demandSafe(begin, withText(bytes, known, other))
      target.close()
    }
  })

  it('of a recorder is checked', () => {
    const bytes = snapshotOf(recorded)
    const spec = specIn(bytes, '{"layout":{"channels":2')
    for (const other of [
      spec.replace('"channels":2', '"channels":1000000000'),
      spec.replace('[1,2]', '[1,2,3]'),
      spec.replace('"hidden":4', '"hidden":1000000000000'),
      spec.replace(/"end":\d+/, '"end":0'),
      spec.replace(/"end":\d+/, '"end":9007199254740991'),
      'null',
      '{"layout":null,"end":5}',
    ]) {
      const target = recorded()
      expect(() => restore(target.saveable, withText(bytes, spec, other)), other).toThrow(DataError)
      target.close()
    }
  })
})

/** The stored text that begins like this, up to where the braces are closed. */
function specIn(bytes: Uint8Array, start: string): string {
  const text = Buffer.from(bytes).toString('latin1')
  const from = text.indexOf(start)
  let depth = 0
  for (let at = from; ; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return text.slice(from, at + 1)
  }
}
