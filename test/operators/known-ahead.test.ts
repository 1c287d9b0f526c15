import { expect, it } from 'vitest'
import { type AheadOptions, KnownAhead } from '../../src/operators/known-ahead.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { parseDuration } from '../../src/time/duration.ts'

const nan = Number.NaN
const options: AheadOptions = {
  leads: [1, 3],
  step: parseDuration('10ms'),
  channels: 1,
  known: 1,
  elsewhere: 0,
  forecasters: 0,
}
const row = (time: number, known: number, more: Partial<Observation> = {}): Observation => ({
  time,
  values: [time],
  known: [known],
  ...more,
})
/** What was told of the future, without observations. */
const future = (time: number, known: number, issued?: number): Observation =>
  row(time, known, { values: [nan], future: true, ...(issued === undefined ? {} : { issued }) })

/** The times that pass at each row and at the end, with what is known then. */
function passed(rows: readonly Observation[], some: Partial<AheadOptions> = {}) {
  const ahead = new KnownAhead({ ...options, ...some })
  const steps: [number, number[], number[]][][] = []
  const collect = (call: (pass: (observation: Observation) => void) => void) => {
    const out: [number, number[], number[]][] = []
    call(({ time, ahead = [], offered = [] }) => out.push([time, Array.from(ahead), Array.from(offered)]))
    steps.push(out)
  }
  for (const one of rows) collect((pass) => ahead.take(one, pass))
  collect((pass) => ahead.flush(pass))
  return steps
}
const flat = (rows: readonly Observation[], some?: Partial<AheadOptions>) =>
  passed(rows, some)
    .flat()
    .map(([time, ahead]) => [time, ...ahead])

it('has an observation wait for the row of its longest lead, or for the end', () => {
  expect(passed([0, 10, 20, 30, 40].map((time) => row(time, time)))).toEqual([
    [],
    [],
    [],
    [[0, [0, 10, 30], []]],
    [[10, [10, 20, 40], []]],
    [
      [20, [20, 30, nan], []],
      [30, [30, 40, nan], []],
      [40, [40, nan, nan], []],
    ],
  ])
})

it('takes what rows of the future tell, and forecasts nothing from them', () => {
  const rows = [row(0, 0), row(10, 10), future(20, 20), future(30, 30), future(40, 40)]
  expect(flat(rows)).toEqual([
    [0, 0, 10, 30],
    [10, 10, 20, 40],
  ])
})

it('passes on live observations at once, with what had come before', () => {
  const live = { live: true }
  const rows = [{ ...future(10, 10), ...live }, row(0, 0, live), { ...future(10, 11), ...live }, row(10, 12, live)]
  expect(passed(rows)).toEqual([[], [[0, [0, 10, nan], []]], [], [[10, [12, nan, nan], []]], []])
})

it('knows at each time what was issued by then, and nothing later', () => {
  const rows = [
    row(0, 0, { issued: 0 }),
    future(10, 1, -5),
    future(10, 2, 0),
    future(10, 3, 1),
    future(30, 7, 11),
    row(10, 4, { issued: 10 }),
    row(20, nan, { issued: 20 }),
    future(30, 8, 21),
  ]
  expect(flat(rows)).toEqual([
    [0, 0, 2, nan],
    [10, 4, nan, nan],
    [20, nan, 7, nan],
  ])
})

it('finds revisions in any order of the file', () => {
  const byTime = [
    row(0, 0, { issued: 0 }),
    row(10, 4, { issued: 10 }),
    future(10, 3, 1),
    future(10, 2, 0),
    row(20, 5, { issued: 20 }),
    row(30, 9, { issued: 30 }),
    future(30, 6, 0),
    row(40, 9, { issued: 40 }),
  ]
  expect(flat(byTime)[0]).toEqual([0, 0, 2, 6])
})

it('tells by column the newest value that is known', () => {
  const two = { known: 2 }
  const both = (time: number, a: number, b: number, issued: number): Observation => ({
    ...future(time, a, issued),
    known: [a, b],
  })
  const rows = [{ ...row(0, 0, { issued: 0 }), known: [0, 0] }, both(10, 1, 2, -2), both(10, nan, 3, -1)]
  expect(flat(rows, two)).toEqual([[0, 0, 0, 1, 3, nan, nan]])
})

it('finds the row nearest to a target, within half a step', () => {
  const rows = [row(1, 1), future(10, 10), future(32, 32), future(38, 38), future(60, 0)]
  expect(flat(rows)).toEqual([[1, 1, 10, 32]])
})

it('counts rows if the cadence is unknown', () => {
  const rows = [row(0, 0), row(1, 1), row(7, 7), future(8, 8), future(30, 30)]
  expect(flat(rows, { step: undefined })).toEqual([
    [0, 0, 1, 8],
    [1, 1, 7, 30],
    [7, 7, 8, nan],
  ])
})

it('tells forecasts made elsewhere: those of the lead, else the one for all leads', () => {
  // One forecaster of two channels: for all leads, then made 1 and 2 steps before.
  const some = { leads: [1, 2, 3], channels: 2, known: 0, elsewhere: 6, forecasters: 1 }
  const of = (time: number, elsewhere: number[]): Observation => ({ time, values: [time, time], elsewhere })
  const all = [nan, nan, nan, nan, nan, nan]
  const rows = [
    of(0, all),
    of(10, [1, 2, nan, 10, nan, nan]),
    of(20, [3, nan, 4, 20, nan, 21]),
    of(30, [5, 6, 7, nan, 8, 9]),
  ]
  expect(passed(rows, some)[3]).toEqual([[0, [], [2, 4, 5, 10, 21, nan]]])
})

it('knows holidays without rows that tell them, and does not wait', () => {
  const day = 86_400_000
  const some = { known: 0, step: parseDuration('1d'), holidays: { days: [1, 3] } }
  const rows = [0, 1, 2].map((i): Observation => ({ time: i * day, values: [i] }))
  expect(passed(rows, some).map(([one]) => one?.[1])).toEqual([[0, 1, 1], [1, 0, 0], [0, 1, 0], undefined])
})

it('ends waiting if issues have stopped', () => {
  const rows = Array.from({ length: 30 }, (_, i) => row(10 * i, i, { issued: 0 }))
  const steps = passed(rows)
  expect(steps.slice(0, -1).flat().length).toBeGreaterThan(15)
})

it('goes on from a snapshot with the same bits, at any row', () => {
  const rows = Array.from({ length: 20 }, (_, i) =>
    i % 3 === 0 ? row(10 * i, i, { issued: 10 * i }) : future(10 * i + 20, i, 10 * i - 5),
  )
  const whole = passed(rows).flat()
  for (let cut = 0; cut <= rows.length; cut++) {
    const out: unknown[] = []
    const pass = ({ time, ahead = [], offered = [] }: Observation) =>
      void out.push([time, Array.from(ahead), Array.from(offered)])
    const before = new KnownAhead(options)
    for (const one of rows.slice(0, cut)) before.take(one, pass)
    const after = new KnownAhead(options)
    restore(after, snapshot(before))
    for (const one of rows.slice(cut)) after.take(one, pass)
    after.flush(pass)
    expect(out).toEqual(whole)
  }
})
