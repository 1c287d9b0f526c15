import { describe, expect, it } from 'vitest'
import { lookAt } from '../../src/look/look.ts'
import { BlobInput } from '../../src/worker/blob-input.ts'
import { planOf } from '../../src/worker/file-plan.ts'
import type { FileChoices } from '../../src/worker/messages.ts'
import { daily } from './daily.ts'

async function plan(text: string, choices: FileChoices = {}) {
  const open = () => new BlobInput(new Blob([text]), 'a.csv')
  return planOf(await lookAt('a.csv', open), choices, open)
}
const argument = ({ steps }: Awaited<ReturnType<typeof plan>>, name: string) =>
  steps.find(({ word }) => word.name === name)?.argument as Record<string, unknown> | string | undefined

describe('the plan for a file', () => {
  it('is the pipeline that init writes', async () => {
    const found = await plan(daily())
    expect(found.steps.map(({ word }) => word.name)).toEqual(['inOrder', 'fillGaps', 'forecast', 'score'])
    expect(argument(found, 'forecast')).toMatchObject({ horizon: 7, intervals: [0.8, 0.95] })
    expect(found.source).toMatchObject({ name: 'a.csv', targets: ['value'] })
    expect(found.context).toMatchObject({ cadence: '1d', seed: 1 })
  })

  it('follows other choices', async () => {
    const found = await plan(daily(), { horizon: 3, season: 7, scale: 'log', seed: 5 })
    expect(argument(found, 'forecast')).toMatchObject({ horizon: 3, season: 7, scale: 'log' })
    expect(found.context.seed).toBe(5)
  })

  it('reads rows of JSON', async () => {
    const rows = daily()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
      .map(([date, value]) => ({ date, value: Number(value) }))
    const found = await plan(JSON.stringify(rows))
    expect(await found.source.peek(2)).toMatchObject([{ values: [rows[0]!.value] }, { values: [rows[1]!.value] }])
  })

  it('refuses a choice that does not exist', async () => {
    await expect(plan(daily(), { season: 'a fortnight' })).rejects.toThrow(/season.*a fortnight/s)
    await expect(plan(daily(), { zone: 'Mars/Base' })).rejects.toThrow(/csv\.zone: .*Mars\/Base/)
  })
})
