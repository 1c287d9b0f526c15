import { describe, expect, it } from 'vitest'
import { guessMarks } from '../../src/look/guess-marks.ts'
import { numberCells } from '../../src/look/number-cells.ts'
import { sampleOf } from '../../src/look/sample.ts'
import { bytesOf } from './bytes-of.ts'

async function marks(texts: readonly string[], delimiter = ';', german = false) {
  const sample = await sampleOf('a.csv', bytesOf(`v|w\n${texts.map((text) => `${text}|x\n`).join('')}`))
  return guessMarks([numberCells(sample, 0)], delimiter, german)
}

describe('guessMarks', () => {
  it.each([
    ['1.5 998', '.', ''],
    ['1,5 998', ',', ''],
    ['1.234,5', ',', '.'],
    ['1,234.5', '.', ','],
    ['1.234.567', ',', '.'],
    ['1,234,567', '.', ','],
    ['12,34,567', '.', ','],
    ['0.125', '.', ''],
    ['1234.567', '.', ''],
    ["1'234 12", '.', "'"],
    ['1_234 12', '.', '_'],
    ['998 12', '.', ''],
    ['5,000e-5', ',', ''],
    ['1.5 1,204', '.', ','],
  ])('reads %s beyond doubt', async (texts, decimal, thousands) => {
    expect(await marks(texts.split(' '))).toEqual({ decimal, thousands, checks: {} })
  })

  it('knows no-break spaces', async () => {
    expect(await marks(['1\u202f204,5', '12,5'])).toMatchObject({ decimal: ',', thousands: ' ' })
    expect(await marks(['1\u00a0204', '998'])).toMatchObject({ decimal: '.', thousands: ' ' })
  })

  it('decides by whole numbers beside, by the dates and by the delimiter, and asks for a check', async () => {
    const check = (text: string) => expect.objectContaining({ thousands: `${text}: check it` })
    expect(await marks(['1.204', '998'])).toEqual({
      ...{ decimal: ',', thousands: '.', checks: check('1.204 is read as 1204') },
    })
    expect(await marks(['1.204', '2.310'], ';', true)).toMatchObject({ decimal: ',', thousands: '.' })
    expect(await marks(['1.204', '2.310'])).toMatchObject({ decimal: '.', thousands: '' })
    // A whole number among the others is one of them.
    expect(await marks(['61.816', '12.250', '62', '40'].slice(0, 2).concat('40'))).toMatchObject({ decimal: '.' })
    expect(await marks(['1,204', '998'], ',')).toEqual({ decimal: '.', thousands: ',', checks: {} })
    expect(await marks(['1,204'], ',')).toMatchObject({ thousands: ',', checks: check('1,204 is read as 1204') })
    expect(await marks(['1,204', '2,310'])).toMatchObject({ decimal: ',', thousands: '' })
    expect(await marks(['1.204', '12000'])).toMatchObject({ decimal: '.', thousands: '' })
  })
})
