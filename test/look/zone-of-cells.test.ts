import { expect, it } from 'vitest'
import { zoneOfCells } from '../../src/look/zone-of-cells.ts'

const zoneOf = (...cells: string[]) => zoneOfCells({ cells, times: cells.map((cell) => Date.parse(cell)) })

it('is the offset of all cells, and nothing for UTC or without offsets', () => {
  expect(zoneOf('2024-01-02 00:00:00+09:00', '2024-01-03 00:00:00+09:00')).toBe('+09:00')
  expect(zoneOf('2024-01-02T00:00:00.000-0330', '2024-01-03T00:00:00.000-0330')).toBe('-03:30')
  expect(zoneOf('2024-01-02T00:00:00Z', '2024-01-02')).toBeUndefined()
  expect(zoneOf('2024-01-02T00:00:00+00:00')).toBeUndefined()
  expect(zoneOf('2024-01-02T00:00+01:00', '2024-01-03')).toBeUndefined()
})

it('is a zone whose clocks show the offsets of all cells', () => {
  expect(zoneOf('2024-03-08 00:00:00-05:00', '2024-03-11 00:00:00-04:00')).toBe('America/New_York')
  expect(zoneOf('2024-03-30 12:00:00+01:00', '2024-03-31 12:00:00+02:00')).toBe('Europe/Berlin')
  expect(zoneOf('2024-04-06 12:00:00+11:00', '2024-04-07 12:00:00+10:30')).toBe('Australia/Lord_Howe')
  expect(zoneOf('2024-01-01 12:00:00+01:00', '2024-01-02 12:00:00+02:00')).toBeUndefined()
})
