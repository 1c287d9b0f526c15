import { describe, expect, it } from 'vitest'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { sourceRecipe } from '../../src/sources/source.ts'

describe('sourceRecipe', () => {
  it('checks the options at once and opens nothing before it is called', () => {
    expect(() => sourceRecipe(ndjsonSource, { path: '-', tim: 'ts' })).toThrow(
      'ndjson: expected a known option, got "tim"; did you mean "time"?',
    )
    const recipe = sourceRecipe(ndjsonSource, 'no-such-file.ndjson')
    const source = recipe({ resolve: (path) => path, strict: false })
    expect([source.name, source.targets]).toEqual(['no-such-file.ndjson', ['value']])
  })

  it('refuses holidays, which the operators of code would not know', () => {
    expect(() => sourceRecipe(ndjsonSource, { path: '-', holidays: 'DE-BY' })).toThrow(
      'ndjson.holidays: expected no holidays in code; forecast(…, { holidays: await publicHolidays("DE-BY") }) knows them',
    )
  })
})
