import { describe, expect, it } from 'vitest'
import { RunStore } from '../../../dashboards/run/run-store.ts'
import { recentRows, recentWords } from '../../../dashboards/words/recent.ts'
import { masePhrase, seasonWords } from '../../../dashboards/words/season-words.ts'

const day = 86_400_000

/** A store of one series with rows at these times. */
function storeAt(times: readonly number[]): RunStore {
  const store = new RunStore()
  const layout = { channels: 1, leads: [1], levels: [], experts: [], cells: [] }
  store.begin({ id: 'a', title: 'a', series: ['a'], layout, first: 0 })
  const numbers = times.length
  store.appendDecoded({
    first: 0,
    times,
    ahead: [null],
    restarts: [],
    exact: new Float64Array(2 * numbers),
    differences: new Float32Array(numbers),
    insideFirst: numbers,
    inside: new Uint8Array(0),
    at: 0,
  })
  return store
}
const every = (step: number, rows = 400) => storeAt(Array.from({ length: rows }, (_, i) => i * step))
const months = storeAt(Array.from({ length: 60 }, (_, i) => Date.UTC(2010, i)))
const weekdays = storeAt(
  Array.from({ length: 560 }, (_, i) => Date.UTC(2020, 0, 6 + i)).filter((time) => new Date(time).getUTCDay() % 6 > 0),
)

describe('a season in words', () => {
  it('is a cycle of the calendar', () => {
    expect(seasonWords(every(day), 7)).toBe('a week')
    expect(seasonWords(every(day), 365)).toBe('a year')
    expect(seasonWords(every(day / 24), 24)).toBe('a day')
    expect(seasonWords(every(day / 24), 168)).toBe('a week')
    expect(seasonWords(every(day / 96), 96)).toBe('a day')
    expect(seasonWords(every(7 * day), 52)).toBe('a year')
    expect(seasonWords(months, 12)).toBe('a year')
    expect(seasonWords(weekdays, 5)).toBe('a week')
    expect(seasonWords(weekdays, 252)).toBe('a year')
    expect(seasonWords(every(1000), 60)).toBe('a minute')
  })

  it('is a number of steps otherwise', () => {
    expect(seasonWords(every(day), 12)).toBe('12 days')
    expect(seasonWords(every(day / 24), 5)).toBe('5 hours')
    expect(masePhrase(every(day), 7)).toBe('error in units of the mean change over a week')
    expect(masePhrase(every(day), null)).toBe('error in units of the mean step; under 1 is good')
  })
})

describe('the rows shown at first', () => {
  it('are a round time that suits the step', () => {
    const shown = (store: RunStore, step: number) => [recentRows(step), recentWords(store)]
    expect(shown(every(day), day)).toEqual([90, '90 days'])
    expect(shown(every(day / 24), day / 24)).toEqual([168, '7 days'])
    expect(shown(every(60_000), 60_000)).toEqual([120, '2 hours'])
    expect(shown(every(1000), 1000)).toEqual([120, '2 minutes'])
    expect(shown(every(7 * day), 7 * day)).toEqual([104, '2 years'])
    expect(recentRows(30.4375 * day)).toBe(120)
    expect(recentRows(365.25 * day)).toBe(100)
  })

  it('are counted if nights or weekends are left out', () => {
    expect(recentWords(weekdays)).toBe('90 business days')
    const sessions = Array.from({ length: 60 }, (_, i) => i).flatMap((i) =>
      Array.from({ length: 7 }, (_, hour) => i * day + (hour * day) / 24),
    )
    expect(recentWords(storeAt(sessions))).toBe('168 rows')
  })
})
