import { from, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { DriftMarks } from '../../src/server/drift-marks.ts'

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
  const marks = new DriftMarks(['level'])
  return scored.flatMap((each) => marks.at(each))
}

describe('DriftMarks', () => {
  it('marks a change of unit, in metres and then in centimetres', async () => {
    const found = await marked((t, random) => (10 + random.uniform()) * (t < 400 ? 1 : 100))
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ kind: 'drift', text: expect.stringMatching(/^level: /) })
    expect(found[0]!.time / day).toBeGreaterThanOrEqual(400)
    expect(found[0]!.time / day).toBeLessThan(410)
  })

  it('marks nothing where nothing changes, nor at one spike', async () => {
    expect(await marked((t, random) => 10 + random.uniform() + (t === 300 ? 1e6 : 0))).toEqual([])
  })
})
