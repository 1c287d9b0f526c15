import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { flow, flowCall, yamlScalar } from '../../src/pipeline/flow.ts'
import { registry } from '../../src/pipeline/registry.ts'

const word = (name: string) => registry.steps.find((one) => one.name === name)!

describe('yamlScalar', () => {
  it('leaves plain words and paths plain', () => {
    expect(['temp_max', '../data/a.csv', '1d', '2013-01-01', 'adjusted CO2'].map(yamlScalar)).toEqual([
      'temp_max',
      '../data/a.csv',
      '1d',
      '2013-01-01',
      'adjusted CO2',
    ])
  })

  it('quotes what YAML would read as something else', () => {
    expect(['true', 'no', '', '-', '7', 'a: b', '#x', '1e5'].map(yamlScalar)).toEqual(
      ['true', 'no', '', '-', '7', 'a: b', '#x', '1e5'].map((text) => JSON.stringify(text)),
    )
  })

  it('is read back as the same text, alone and inside of brackets', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\w.:#, -]{0,8}$/)), (text) => {
        expect(parse(`a: ${yamlScalar(text)}`)).toEqual({ a: text })
        expect(parse(`[${yamlScalar(text)}, x]`)).toEqual([text, 'x'])
      }),
    )
  })
})

describe('flow', () => {
  it('writes a word with its example as YAML on one line', () => {
    expect(flow(word('lookback'))).toBe('lookback: 32')
    expect(flow(word('calendar'))).toBe('calendar: [week, year]')
    expect(flow(registry.source.find(({ name }) => name === 'ndjson')!)).toBe(
      'ndjson: { path: "-", time: time, target: value }',
    )
  })

  it('leaves an argument out that is nothing but defaults', () => {
    expect(flowCall({ word: word('inOrder'), argument: { duplicates: 'first' } })).toBe('inOrder')
    expect(flowCall({ word: word('fillGaps'), argument: '1d' })).toBe('fillGaps: 1d')
  })
})
