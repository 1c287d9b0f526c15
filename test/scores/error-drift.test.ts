import { from, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { ErrorDrift } from '../../src/scores/error-drift.ts'

const day = 86_400_000

async function marked(value: (t: number, random: Random) => number) {
  const random = new Random(2)
  const observations = Array.from({ length: 600 }, (_, t) => ({
    time: t * day,
    values: [value(t, random)],
    covariates: [],
  }))
  const scored = await lastValueFrom(
    from(observations).pipe(forecast({ horizon: 2, experts: ['persistence'], cadence: '1d' }), score(), toArray()),
  )
  return scored.flatMap(({ drift, observation }) => (drift ? [{ drift, day: observation.time / day }] : []))
}

describe('drift in what score emits', () => {
  it('shows a change of unit, in metres and then in centimetres', async () => {
    const found = await marked((t, random) => (10 + random.uniform()) * (t < 400 ? 1 : 100))
    expect(found).toHaveLength(1)
    expect(found[0]!.drift).toEqual([0])
    expect(found[0]!.day).toBeGreaterThanOrEqual(400)
    expect(found[0]!.day).toBeLessThan(410)
  })

  it('shows a change of unit that makes errors small, once the forecaster has found it', async () => {
    const found = await marked((t, random) => (10 + random.uniform()) * (t < 400 ? 1 : 0.001))
    expect(found.map(({ drift }) => drift)).toEqual([[0]])
    expect(found[0]!.day).toBeGreaterThan(400)
    expect(found[0]!.day).toBeLessThan(430)
  })

  it('is absent if nothing changes, and at a single spike', async () => {
    expect(await marked((t, random) => 10 + random.uniform() + (t === 300 ? 1e6 : 0))).toEqual([])
  })
})

describe('ErrorDrift', () => {
  it('tests each channel by its errors at the first lead, and skips unknown ones', () => {
    const drift = new ErrorDrift(2)
    const found: unknown[] = []
    for (let t = 0; t < 200; t++) {
      const grown = t < 100 ? 1 : 5
      // The first channel changes at its second lead only, the second one at its first.
      const channels = drift.add(Float64Array.of(1, grown, t % 7 === 0 ? Number.NaN : -grown, 1))
      if (channels) found.push(channels)
    }
    expect(found).toEqual([[1]])
  })

  it('takes a change that is known for an event, unless it explains the last one, and forgets the errors before', () => {
    const drift = new ErrorDrift(1)
    const found: number[] = []
    for (let t = 0; t < 400; t++) {
      const changed = [120, 200, 320].includes(t) ? [0] : []
      if (drift.add(Float64Array.of(t < 100 ? 1 : t < 200 ? 5 : t < 320 ? 50 : 500), changed)) found.push(t)
    }
    expect(found[0]).toBeLessThan(115)
    expect(found.slice(1)).toEqual([200, 320])
  })
})
