import { describe, expect, it } from 'vitest'
import { deepest, tooDeep } from '../../src/sources/json-depth.ts'

describe('tooDeep', () => {
  it('counts levels of arrays and objects', () => {
    const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`
    expect(tooDeep(nested(deepest))).toBe(false)
    expect(tooDeep(nested(deepest + 2))).toBe(true)
    expect(tooDeep('['.repeat(1_000_000))).toBe(true)
    expect(tooDeep(`[${'[],'.repeat(1000)}1]`)).toBe(false)
  })

  it('does not count brackets in texts', () => {
    expect(tooDeep(JSON.stringify({ text: `"\\${'['.repeat(1000)}` }))).toBe(false)
    expect(tooDeep(`"${'['.repeat(1000)}`)).toBe(false)
  })
})
