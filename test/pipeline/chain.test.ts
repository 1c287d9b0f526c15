import { from, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { steps as words } from '../../src/operators/steps.ts'
import { arrange } from '../../src/pipeline/arrange.ts'
import { chainOf, choicesOf } from '../../src/pipeline/chain.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { daily } from '../operators/observe.ts'

const word = words.find(({ name }) => name === 'forecast')!
const argument = word.argument.parse({ horizon: 2, experts: ['persistence'], season: 'none' })
const { steps } = arrange([{ word, argument: argument as never, path: [] }], words, [])

describe('the chain of checked steps', () => {
  it('turns observations into scored forecasts, and counts in the given ledger', async () => {
    const ledger = new Ledger()
    const context = { targets: ['y'], covariates: [], cadence: '1d', seed: 1 }
    const [first, second, third] = daily([5, 6, 7])
    const rows = from([first!, first!, second!, third!])
    const scored = await lastValueFrom(rows.pipe(chainOf(steps, context, ledger), toArray()))
    expect(scored.map(({ values }) => [...values])).toEqual([
      [5, 5],
      [6, 6],
      [7, 7],
    ])
    expect([...scored.at(-1)!.scores.mae]).toEqual([1, 2])
    expect(ledger.counts).toMatchObject({ accepted: 3, skipped: 1 })
  })

  it('exposes the choices of its steps for the given context', () => {
    const context = { targets: ['y'], covariates: [], cadence: '1d', seed: 3 }
    const choices = choicesOf(steps, context)
    expect(choices.some((line) => line.startsWith('kind daily'))).toBe(true)
    expect(choices.some((line) => line.includes('persistence'))).toBe(true)
    expect(
      choicesOf(
        steps.filter(({ word: { name } }) => name !== 'forecast'),
        context,
      ),
    ).toEqual([])
  })
})
