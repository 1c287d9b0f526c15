import { describe, expect, it } from 'vitest'
import type { ConfigError } from '../../src/errors.ts'
import { columnsInRules, inRule, type OutcomeOption, parseOutcomes } from '../../src/outcomes/parse-outcomes.ts'

const columns = {
  targets: ['precipitation', 'weather'],
  covariates: ['wind speed', 'any', 'p/e <x>'],
  classes: { weather: ['drizzle', 'rain', 'very wet', 'sun'] },
}
const ruleOf = (rule: string) => parseOutcomes({ it: rule }, columns)[0]
const problemsOf = (option: OutcomeOption) => {
  try {
    parseOutcomes(option, columns)
    return []
  } catch (error) {
    return (error as ConfigError).problems.map(({ where, message }) => `${where} ${message}`)
  }
}

describe('parseOutcomes', () => {
  it('reads a comparison of a target or covariate with a number', () => {
    expect(ruleOf('precipitation > 0')).toEqual({
      name: 'it',
      column: 0,
      over: 'lead',
      operator: '>',
      threshold: { kind: 'number', value: 0 },
    })
    expect(ruleOf('wind speed<=-1.5e1')).toMatchObject({ column: 2, operator: '<=', threshold: { value: -15 } })
    expect(ruleOf('"p/e <x>" != .5')).toMatchObject({ column: 4, operator: '!=', threshold: { value: 0.5 } })
  })

  it('reads any and all as words before a column, unless it is called so', () => {
    expect(ruleOf('any wind speed > 3')).toMatchObject({ column: 2, over: 'any' })
    expect(ruleOf('all "wind speed" > 3')).toMatchObject({ column: 2, over: 'all' })
    expect(ruleOf('any > 3')).toMatchObject({ column: 3, over: 'lead' })
    expect(ruleOf('any any > 3')).toMatchObject({ column: 3, over: 'any' })
  })

  it('reads changes since the origin as shares, and percentiles as quantiles', () => {
    expect(ruleOf('precipitation < -3%')).toMatchObject({ threshold: { kind: 'change', value: -0.03 } })
    expect(ruleOf('precipitation >= +2.5 %')).toMatchObject({ threshold: { kind: 'change', value: 0.025 } })
    expect(ruleOf('precipitation > p99.5')).toMatchObject({ threshold: { kind: 'percentile', value: 0.995 } })
  })

  it('compares words with their positions', () => {
    expect(ruleOf('weather = rain')).toMatchObject({ column: 1, operator: '=', threshold: { value: 1 } })
    expect(ruleOf('all weather != "very wet"')).toMatchObject({ over: 'all', operator: '!=', threshold: { value: 2 } })
  })

  it('takes each target as it is for true: 0 and 1, or classes; nothing for false', () => {
    expect(parseOutcomes(true, columns)).toEqual([
      { name: 'precipitation', column: 0, over: 'lead', operator: '=', threshold: { kind: 'number', value: 1 } },
      { name: 'weather', column: 1, classes: columns.classes.weather },
    ])
    expect(parseOutcomes(false, columns)).toEqual([])
  })

  it('says all that is wrong at once, with what to do', () => {
    const problems = problemsOf({
      a: 'precipitatoin > 0',
      b: 'precipitation => 0',
      c: 'precipitation > rain',
      d: 'precipitation > p100',
      e: 'precipitation = 3%',
      f: 'weather = snwo',
      g: 'weather > rain',
      h: 'precipitation',
      i: 'precipitation >',
      j: 'weather = sn',
      k: 'humidity > 3',
    })
    expect(problems).toEqual([
      'forecast.outcome.a: expected a target or a covariate, got "precipitatoin" in "precipitatoin > 0"; did you mean "precipitation"?',
      'forecast.outcome.b: expected one of > >= < <= = !=, got "=>" in "precipitation => 0"; write >=',
      'forecast.outcome.c: expected a number, a change such as -3% or a percentile such as p95, got "rain"; if precipitation holds words, list them in classes of the source',
      'forecast.outcome.d: expected a percentile above 0 and below 100, got "p100"; p95 is what 95 % of the values do not exceed',
      'forecast.outcome.e: expected >, >=, < or <= with a change, got =; a value hardly ever equals it',
      'forecast.outcome.f: expected a word of weather (drizzle, rain, very wet, sun), got "snwo"; name all words in classes of the source',
      'forecast.outcome.g: expected = or != with a word of weather, got >; words have no order',
      'forecast.outcome.h: expected COLUMN OPERATOR VALUE, such as precipitation > 0, any wind > p95, close < -3% or weather = rain, got "precipitation"',
      'forecast.outcome.i: expected a value after >, got "precipitation >"; write it such as precipitation > 0, any wind > p95, close < -3% or weather = rain',
      'forecast.outcome.j: expected a word of weather (drizzle, rain, very wet, sun), got "sn"; did you mean "sun"?',
      'forecast.outcome.k: expected a target or a covariate, got "humidity" in "humidity > 3"; they are precipitation, weather, wind speed, any, p/e <x>',
    ])
  })
})

describe('columnsInRules', () => {
  it('names the columns of rules, each once', () => {
    expect(columnsInRules({ a: 'any wind > p95', b: 'wind < 2', c: '"a<b" = 1', d: 'rain' })).toEqual(['wind', 'a<b'])
    expect([columnsInRules(true), columnsInRules(undefined)]).toEqual([[], []])
  })

  it('reads names in quotes, with a quote inside them doubled, and says which need them', () => {
    const targets = ['any x', 'a "q" > b', 'y']
    const columnOf = (rule: string) => {
      const [outcome] = parseOutcomes({ a: rule }, { targets })
      return outcome!.column
    }
    expect([columnOf('"a ""q"" > b" > 1'), columnOf('"any x" > 1'), columnOf('any "any x" > 1')]).toEqual([1, 0, 0])
    expect(targets.map((name) => columnOf(`${inRule(name)} > 1`))).toEqual([0, 1, 2])
    expect(inRule('y')).toBe('y')
    expect(() => columnOf('any x > 1')).toThrow(
      'expected a target or a covariate after any, got "x" in "any x > 1"; if you mean "any x", put it in double quotes',
    )
  })
})
