import { expect, it } from 'vitest'
import { checkNames, withRules } from '../../src/look/look-hints.ts'

it('makes the columns of rules targets, beside those that were named', () => {
  const outcome = { storm: 'any wind > p95' }
  expect(withRules({ outcome, targets: ['rain'], covariates: ['wind', 'temp'] })).toEqual({
    outcome,
    targets: ['rain', 'wind'],
    covariates: ['temp'],
  })
  expect(withRules({ outcome: true, targets: ['rain'] })).toEqual({ outcome: true, targets: ['rain'] })
})

it('refuses names of columns that do not exist', () => {
  expect(() => checkNames('a.csv', ['date', 'wind'], { targets: ['wnid'] })).toThrow('did you mean "wind"?')
  expect(() => checkNames('a.csv', ['date', 'wind'], { time: ['date'], by: ['wind'] })).not.toThrow()
})
