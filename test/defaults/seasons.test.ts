import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { listOf, maxSeasons, oneOrSeasons } from '../../src/defaults/seasons.ts'

describe('oneOrSeasons', () => {
  it('takes one season, or a list of at least one and not too many', () => {
    const schema = oneOrSeasons(z.int())
    expect([7, [7], [24, 168]].map((value) => schema.safeParse(value).success)).toEqual([true, true, true])
    const many = Array.from({ length: maxSeasons + 1 }, (_, i) => 2 + i)
    expect([[], many, '7'].map((value) => schema.safeParse(value).success)).toEqual([false, false, false])
  })
})

describe('listOf', () => {
  it('is a list of the seasons, each once', () => {
    expect([undefined, 7, [24, 168, 24]].map((value) => listOf<number>(value))).toEqual([[], [7], [24, 168]])
  })
})
