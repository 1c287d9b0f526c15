import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { atLeads, selectionOptions, selectionText } from '../../src/sinks/selection.ts'
import { scoredOf } from './scored.ts'

describe('atLeads', () => {
  const scored = scoredOf(1, [10, 11, 20, 21])

  it('keeps the forecasts of some leads, channel by channel', () => {
    const { leads, times, values, lower, upper, due, residuals, sums } = atLeads(scored, [2])
    expect({ leads, times }).toEqual({ leads: [2], times: [scored.times[1]] })
    expect([...values]).toEqual([11, 21])
    expect([...lower[0]!, ...upper[0]!]).toEqual([10, 20, 12, 22])
    expect([due.length, residuals.length, sums]).toEqual([2, 2, undefined])
  })

  it('takes leads in any order, and each once', () => {
    expect(atLeads(scored, [2, 1, 2]).leads).toEqual([1, 2])
    expect(atLeads(scored, undefined)).toBe(scored)
  })

  it('says which leads there are', () => {
    expect(() => atLeads(scored, [1, 24])).toThrow(
      'sinks: expected leads that are forecast (1, 2), got 24; raise horizon, or leave it out',
    )
  })
})

it('selectionText tells selections apart', () => {
  expect(selectionText({})).toBe('')
  expect(selectionText({ only: 'latest', leads: [1, 24], events: true })).toBe(
    ', only latest, leads 1, 24, with events',
  )
})

it('selectionOptions checks what is selected', () => {
  const schema = z.strictObject(selectionOptions('the last forecast of each series.', 'Whether to write events too.'))
  expect(schema.parse({})).toEqual({ events: false })
  expect(schema.safeParse({ leads: [0] }).success).toBe(false)
  expect(schema.safeParse({ leads: [] }).success).toBe(false)
  expect(schema.safeParse({ only: 'first' }).success).toBe(false)
})
