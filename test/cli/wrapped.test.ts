import { describe, expect, it } from 'vitest'
import { wrapped } from '../../src/cli/wrapped.ts'

describe('wrapped', () => {
  it('breaks lines between words', () => {
    expect(wrapped('a bb ccc dddd', 6)).toEqual(['a bb', 'ccc', 'dddd'])
    expect(wrapped('a bb ccc dddd', 13)).toEqual(['a bb ccc dddd'])
  })

  it('keeps a long word whole', () => {
    expect(wrapped('see pipelines/weather.yaml now', 8)).toEqual(['see', 'pipelines/weather.yaml', 'now'])
  })
})
