import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlScalar } from '../../src/pipeline/yaml-scalar.ts'

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
