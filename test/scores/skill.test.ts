import { expect, it } from 'vitest'
import { skill } from '../../src/scores/skill.ts'

it('skill is the share of the error avoided: 1 at best, 0 if equal, negative if worse', () => {
  expect([skill(0, 4), skill(1, 4), skill(4, 4), skill(8, 4)]).toEqual([1, 0.75, 0, -1])
})

it('skill is not defined against a reference without error', () => {
  expect([skill(0, 0), skill(1, 0), skill(1, Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN])
})
