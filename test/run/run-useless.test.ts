import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/run/run.ts'
import { planFor } from './plan-for.ts'

describe('a run that did no good', () => {
  it('fails if the target never has a value, and writes no forecasts', async () => {
    const plan = planFor(['', 'nan', '', ''])
    const { failure, outputs } = await run(plan)
    expect(failure?.message).toMatch(/^rows.csv: expected numbers in "value", got a missing value in every row of 4/)
    expect([outputs, existsSync(join(plan.folder, 'out/a.csv'))]).toEqual([[], false])
  })

  it('fails if nearly all rows were rejected, with the reason', async () => {
    const { failure, warnings } = await run(planFor([1, 2, ...Array.from({ length: 30 }, () => 'x')]))
    expect(failure?.message).toMatch(/^rows.csv: 30 of 32 rows were not used .* expected a number, got "x"/)
    expect(warnings).toEqual([])
  })

  it('does not fail with a few real rows', async () => {
    expect((await run(planFor([1, '', 2]))).failure).toBeUndefined()
    expect((await run(planFor([1]))).failure).toBeUndefined()
  })

  it('does not fail if it was stopped', async () => {
    const stop = new AbortController()
    stop.abort()
    expect((await run(planFor(['', '']), { stop: stop.signal })).failure).toBeUndefined()
  })

  it('is warned as soon as a warning is known', async () => {
    const heard: string[] = []
    const { warnings } = await run(planFor([1, 2, 3]), { onWarning: (warning) => heard.push(warning) })
    expect(heard).toEqual(warnings)
  })
})
