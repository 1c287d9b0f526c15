import { describe, expect, it } from 'vitest'
import { namesSeries, namesTime, neverSeries, sameBar, targetRank, wordsOf } from '../../src/look/column-names.ts'

const likeliest = (...names: string[]) => [...names].sort((a, b) => targetRank(b) - targetRank(a))[0]

describe('wordsOf', () => {
  it('splits at signs and capitals, without units and numbers', () => {
    expect(wordsOf('4. close')).toEqual(['close'])
    expect(wordsOf('Actual Total Load [MW]')).toEqual(['actual', 'total', 'load'])
    expect(wordsOf('WeeklySales (USD)')).toEqual(['weekly', 'sales'])
    expect(wordsOf('<CLOSE>')).toEqual(['close'])
    expect(wordsOf('PM2.5')).toEqual(['pm25'])
  })
})

describe('targetRank', () => {
  it.each([
    ['AAPL.Close', 'AAPL.Open', 'AAPL.High', 'AAPL.Low', 'AAPL.Volume'],
    ['Close_XYZ', 'Open_XYZ', 'Volume_XYZ'],
    ['4. close', '1. open', '2. high', '5. volume'],
    ['Close/Last', 'Volume', 'Open'],
    ['Close', 'Adj Close', 'Open'],
    ['Weekly_Sales', 'Store', 'Dept', 'Temperature', 'Fuel_Price', 'CPI'],
    ['cnt', 'season', 'temp', 'atemp', 'casual', 'registered'],
    ['Umsatz', 'Menge'],
    ['Besucher', 'Temperatur'],
    ['traffic_volume', 'temp', 'rain_1h'],
    ['pm2.5', 'DEWP', 'TEMP', 'PRES'],
    ['OT', 'HUFL', 'HULL'],
    ['temp_max', 'precipitation', 'wind', 'temp_min'],
    ['Total', 'Unit price', 'Quantity'],
    ['Quantity', 'Import'],
    ['reading', 'id', 'lat'],
    ['Quantité', 'Température'],
  ])('puts %s first', (...names) => {
    expect(likeliest(...names.toReversed())).toBe(names[0])
  })
})

describe('sameBar', () => {
  it('holds for the prices of a bar, with prefixes too', () => {
    expect(sameBar('AAPL.High', 'AAPL.Close')).toBe(true)
    expect(sameBar('Adj Close', 'Close')).toBe(true)
    expect(sameBar('Volume', 'Close')).toBe(false)
    expect(sameBar('Open', 'Sales')).toBe(false)
  })
})

it('tells names of keys, parts of a time and remarks apart', () => {
  expect(['store', 'device_id', 'unique_id', 'Ticker'].every(namesSeries)).toBe(true)
  expect(['sales', 'date'].some(namesSeries)).toBe(false)
  expect(['Month', 'hour', '<TIME>'].every(namesTime)).toBe(true)
  expect(neverSeries('weather_main')).toBe(true)
  expect(neverSeries('city')).toBe(false)
})
