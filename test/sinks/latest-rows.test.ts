import { describe, expect, it } from 'vitest'
import { OriginRows } from '../../src/sinks/forecast-rows.ts'
import { LatestRows } from '../../src/sinks/latest-rows.ts'
import { NixtlaRows } from '../../src/sinks/nixtla-rows.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { scoredOf } from './scored.ts'

const of = (key: string, origin: number) => {
  const scored = scoredOf(origin)
  return { ...scored, observation: { ...scored.observation, key: [key] } }
}
const forms = [
  ['rows', () => new OriginRows({ series: ['y'], by: ['k'] })],
  ['rows of Nixtla', () => new NixtlaRows({ series: ['y'] })],
] as const

describe('LatestRows', () => {
  it.each(forms)('has the last forecast of each series, as %s', (_, make) => {
    const latest = new LatestRows(make())
    expect(latest.text).toBe('')
    for (const scored of [of('a', 0), of('b', 0), of('a', 1)]) latest.add(scored)
    const rows = make()
    expect(latest.text).toBe(rows.header([0.975]) + rows.alone(of('a', 1)) + rows.alone(of('b', 0)))
  })

  it.each(forms)('goes on from a snapshot with the same text, as %s', (_, make) => {
    const run = [of('a', 0), of('b', 0), of('a', 1), of('c', 1), of('b', 2)]
    for (let at = 0; at <= run.length; at++) {
      const [whole, before, after] = [make, make, make].map((each) => new LatestRows(each())) as LatestRows[]
      for (const scored of run) whole!.add(scored)
      for (const scored of run.slice(0, at)) before!.add(scored)
      restore(after!, snapshot(before!))
      for (const scored of run.slice(at)) after!.add(scored)
      expect(after!.text).toBe(whole!.text)
    }
  })
})
