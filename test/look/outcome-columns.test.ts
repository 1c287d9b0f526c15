import { describe, expect, it } from 'vitest'
import { lookAt } from '../../src/look/look.ts'
import { classesOf, outcomeOf, withBlanks } from '../../src/look/outcome-columns.ts'
import { bytesOf } from './bytes-of.ts'
import { csv, day, times } from './table-of.ts'

const row = (i: number) => [day(i), ['sun', 'rain', '', 'state 1'][i % 4]!, (i * i) % 3 === 0 ? 0 : 1, i % 5]
const file = bytesOf(csv('date,weather,wet,mm', times(40, row)))

describe('lookAt, on outcomes', () => {
  it('takes a target of 0 and 1 as an outcome, says so, and forecasts numbers on request', async () => {
    const look = await lookAt('a.csv', file, { targets: ['wet'] })
    expect(look).toMatchObject({ targets: ['wet'], outcome: true, covariates: ['mm'], bounds: [{}] })
    expect(look.notes).toEqual([
      'outcome: wet holds only 0 and 1, so its probability is forecast; false forecasts numbers',
    ])
    const numbers = await lookAt('a.csv', file, { targets: ['wet'], outcome: false })
    expect(numbers).toMatchObject({ notes: [], bounds: [{ min: 0, integer: true }] })
    expect(numbers).not.toHaveProperty('outcome')
    expect(await lookAt('a.csv', file, { targets: ['mm'] })).not.toHaveProperty('outcome')
  })

  it('lists the words of a target in the order of the alphabet, and refuses them as numbers', async () => {
    const look = await lookAt('a.csv', file, { targets: ['weather'] })
    expect(look).toMatchObject({
      outcome: true,
      source: { csv: { target: 'weather', classes: { weather: ['rain', 'state 1', 'sun'] } } },
      notes: ['outcome: weather holds 3 words, so the probability of each is forecast'],
    })
    for (const [hints, fault] of [
      [{ targets: ['weather'], outcome: false }, 'expected numbers in “weather”'],
      [{ targets: ['weather', 'mm'] }, 'got words in “weather” and numbers in “mm”'],
      [{ outcome: { wet: 'weather = snow' } }, 'expected a word of weather (rain, state 1, sun), got "snow"'],
      [{ outcome: { wet: 'rainfall > 0' } }, 'expected a column of the file, got "rainfall"'],
      [{ outcome: { wet: 'wet' } }, 'expected COLUMN OPERATOR VALUE'],
    ] as const)
      await expect(lookAt('a.csv', file, hints), fault).rejects.toThrow(fault)
  })

  it('forecasts one probability of true and false', async () => {
    const flags = bytesOf(
      csv(
        'date,"is ""up"" > 0",mm',
        times(40, (i) => [day(i), i % 3 === 0 ? 'TRUE' : 'FALSE', i]),
      ),
    )
    const look = await lookAt('a.csv', flags, { targets: ['is "up" > 0'] })
    expect(look).toMatchObject({
      outcome: { 'is "up" > 0': '"is ""up"" > 0" = TRUE' },
      source: { csv: { classes: { 'is "up" > 0': ['FALSE', 'TRUE'] } } },
      notes: ['outcome: is "up" > 0 holds true and false, so the probability of TRUE is forecast'],
    })
  })

  it('says how many words a target can hold', async () => {
    const names = bytesOf(
      csv(
        'date,city',
        times(60, (i) => [day(i), `city ${String.fromCharCode(65 + (i % 26))}`]),
      ),
    )
    await expect(lookAt('a.csv', names, { targets: ['city'] })).rejects.toThrow(
      'a.csv: expected numbers, or 2 to 20 different words, in “city”, got “city A”; name another column with --target',
    )
  })

  it('reads the columns of rules as targets', async () => {
    const outcome = { wet: 'weather = rain', much: 'any mm > 3' }
    expect(await lookAt('a.csv', file, { outcome, covariates: ['wet', 'mm'] })).toMatchObject({
      outcome,
      targets: ['weather', 'mm'],
      covariates: ['wet'],
      source: { csv: { classes: { weather: ['rain', 'state 1', 'sun'] } } },
      notes: [],
    })
  })
})

describe('outcomeOf', () => {
  it('needs both labels, and nothing else but gaps', () => {
    const of = (...values: number[]) => outcomeOf('a', ['x'], [Float64Array.from(values)], undefined).outcome
    expect([of(0, Number.NaN, 1), of(0, 0), of(0, 1, 2), of(1, 0.5, 0)]).toEqual([
      true,
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('classesOf', () => {
  it('leaves out texts that mean a missing value, and lists them under missing', async () => {
    const rows = times(40, (i) => [day(i), ['no', 'yes', '-', 'N/A'][((i * i + i) % 5) % 4]!])
    const look = await lookAt('a.csv', bytesOf(csv('date,wet', rows)), { targets: ['wet'] })
    expect(look.source).toMatchObject({ csv: { classes: { wet: ['no', 'yes'] }, missing: ['', 'nan', 'null', '-'] } })
    expect(withBlanks({ missing: ['x'] }, ['-', 'x'])).toEqual({ missing: ['x', '-'] })
  })

  it('has 2 to 20 words', () => {
    const of = (count: number) => {
      const texts = new Set(['', 'NaN', ...times(count, (i) => `word ${i}`)])
      const column = { name: 'x', forms: new Map(), distinct: texts.size, texts }
      return classesOf({ columns: [column] }, [{ name: 'x', numbers: undefined }], { targets: ['x'] }).classes?.x
        ?.length
    }
    expect([of(1), of(2), of(20), of(21)]).toEqual([undefined, 2, 20, undefined])
  })
})
