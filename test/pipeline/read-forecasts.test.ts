import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readForecasts } from '../../src/pipeline/read-forecasts.ts'
import { Forecast } from '../../src/series/forecast.ts'

const day = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'rxcast-theirs-'))
function read(text: string, name = 'theirs.csv') {
  writeFileSync(join(folder, name), text)
  return readForecasts(join(folder, name), ['y'])
}

const ours = new Forecast({
  origin: 0,
  observation: { time: 0, values: [1], covariates: [] },
  leads: [1],
  times: [day],
  values: Float64Array.of(5),
  levels: [0.8, 0.95],
  lower: [Float64Array.of(4), Float64Array.of(3)],
  upper: [Float64Array.of(6), Float64Array.of(7)],
  season: undefined,
  inside: undefined,
})

describe('readForecasts', () => {
  it('reads cross_validation of Nixtla with several models, with and without intervals', async () => {
    const others = await read(
      ',unique_id,ds,cutoff,y,A-1,A-1-lo-95,A-1-lo-80,A-1-hi-80,A-1-hi-95,B\n0,H1,1970-01-02,1970-01-01 00:00:00,9,5,1,2,8,9,6.5\n',
    )
    expect(others.models).toEqual(['A-1', 'B'])
    const [a, b] = others.at(ours, ['y']).models
    expect([a!.values[0], ...a!.lower.map(([end]) => end), ...a!.upper.map(([end]) => end)]).toEqual([5, 2, 1, 8, 9])
    expect([b!.values[0], b!.lower[0]![0]]).toEqual([6.5, Number.NaN])
  })

  it('reads what the sink csv writes, named after its file', async () => {
    const others = await read(
      'series,origin,time,lead,forecast,lower_80,upper_80\ny,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,1,5,,6\n',
      'arima.csv',
    )
    expect(others.models).toEqual(['arima'])
    const { known, models } = others.at(ours, ['y'])
    expect([known[0], models[0]!.values[0], models[0]!.lower[0]![0], models[0]!.upper[0]![0]]).toEqual([
      1,
      5,
      Number.NaN,
      6,
    ])
  })

  it('reads names that were put after an apostrophe', async () => {
    const observation = { ...ours.observation, key: ['=store', "'-5"] }
    const keyed = new Forecast({ ...ours, observation })
    const row = '1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,1,5\n'
    const others = await read(`shop,item,series,origin,time,lead,forecast\n'=store,''-5,'@y,${row}`)
    expect(others.at(keyed, ['@y']).models[0]!.values[0]).toBe(5)
  })

  it('leaves out the sums of the sink csv, whose time is that of their last value', async () => {
    const row = (lead: string, value: number) => `y,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,${lead},${value}`
    const others = await read(`series,origin,time,lead,forecast\n${row('1', 5)}\n${row('1-1', 50)}\n`)
    expect(others.at(ours, ['y']).models[0]!.values[0]).toBe(5)
    expect(others.matched).toMatchObject({ forecasts: 1, matched: 1, sums: 1 })
  })

  it('tells the series of the sink csv apart by their key columns', async () => {
    const rows = ['a,1', 'b,2'].map((row) =>
      row.replace(',', ',y,1970-01-01T00:00:00.000Z,1970-01-02T00:00:00.000Z,1,'),
    )
    const others = await read(`store,series,origin,time,lead,forecast\n${rows.join('\n')}\n`)
    expect(others.at(ours, ['y'], 'b').models[0]!.values[0]).toBe(2)
    expect(others.matched).toMatchObject({ forecasts: 2, matched: 1, first: { series: 'a' } })
  })

  it('refuses other columns, and cells that are not times or numbers, with their place', async () => {
    await expect(read('Date,Sales\n2020-01-01,5\n')).rejects.toThrow(
      /theirs\.csv:1 expected the columns unique_id, ds, cutoff and a model, .* got Date, Sales; rename them$/,
    )
    await expect(read('unique_id,ds,cutoff,A\nx,1970-01-02,soon,5\n')).rejects.toThrow(
      /theirs\.csv:2 cutoff: expected a time such as 2024-02-29 .*, got "soon"; correct the cell$/,
    )
    await expect(read('unique_id,ds,cutoff,A\nx,1970-01-02,1970-01-01,five\n')).rejects.toThrow(
      /theirs\.csv:2 A: expected a number, got "five"; correct the cell$/,
    )
    await expect(read('unique_id,ds,cutoff,A\n')).rejects.toThrow(/theirs\.csv: expected forecasts, got none/)
    await expect(read('')).rejects.toThrow(/theirs\.csv: expected forecasts, got none/)
  })
})
