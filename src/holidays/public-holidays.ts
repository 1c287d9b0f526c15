import { ConfigError } from '../errors.ts'
import { loadPeer } from '../peers/load-peer.ts'
import type { Holidays } from '../time/holiday-days.ts'
import { nearest } from '../words/nearest.ts'

const [firstYear, lastYear] = [1950, 2100]
const dayMs = 86_400_000

/**
 * The public holidays of a country or a part of it, from 1950 to 2100, by the optional package `date-holidays`. Their
 * names are English if the package has them in English.
 *
 * @param region ISO 3166 code of a country, with its state and region if there are any: `DE`, `DE-BY`, `DE-BY-A`
 * @param zone of the days: an IANA name or an offset; UTC by default
 * @returns what `forecast` takes as `holidays`
 * @throws ConfigError if the package is not installed, or does not know the region
 * @example
 * const holidays = await publicHolidays('DE-BY', 'Europe/Berlin')
 * const steps = chain(inOrder(), fillGaps('1h'), forecast({ horizon: 24 }, { holidays }))
 */
export async function publicHolidays(region: string, zone?: string): Promise<Holidays> {
  const calendar = calendars.get(region) ?? calendarOf(region)
  calendars.set(region, calendar)
  return { zone, ...(await calendar) }
}

type Days = Required<Omit<Holidays, 'zone'>>

/** Those that were asked for: the days of all years take a second. */
const calendars = new Map<string, Promise<Days>>()

async function calendarOf(region: string): Promise<Days> {
  const { default: Calendar } = await loadPeer('date-holidays', 'holidays', () => import('date-holidays'))
  const [country = '', state, part] = region.split('-')
  const all = new Calendar()
  const refuse = (kind: string, code: string, known: Readonly<Record<string, string>> = {}) => {
    const meant = meantRegion(all, region)
    const names = Object.entries(known).map(([one, name]) => `${one} (${name})`)
    const near = names.filter((one) => one[0] === code[0]?.toUpperCase())
    const cure =
      meant !== region
        ? `did you mean "${meant}"?`
        : names.length > 0
          ? `there are ${(near.length > 0 ? near : names).join(', ')}`
          : `leave the rest of ${region} out`
    throw new ConfigError([{ where: 'holidays:', message: `expected ${kind}, got "${region}"; ${cure}` }])
  }
  const countries = all.getCountries()
  if (!(country in countries))
    refuse('the code of a country, such as DE, or of a state, such as DE-BY', country, countries)
  const states = state === undefined ? undefined : all.getStates(country)
  if (state !== undefined && !(state in (states ?? {}))) refuse(`a state of ${country}`, state, states)
  const parts = part === undefined ? undefined : all.getRegions(country, state!)
  if (part !== undefined && !(part in (parts ?? {}))) refuse(`a region of ${country}-${state}`, part, parts)
  const calendar = new Calendar(country, state!, part!, { types: ['public'] })
  const names = new Map<number, string>()
  for (let year = firstYear; year <= lastYear; year++)
    for (const { date, end, name, start } of calendar.getHolidays(year, 'en')) {
      // The local date is in the text; `start` and `end` are in the zone of the region.
      const first = Date.parse(date.slice(0, 10)) / dayMs
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs))
      for (let day = first; day < first + length; day++) {
        const other = names.get(day)
        names.set(day, other === undefined || other === name ? name : `${other}, ${name}`)
      }
    }
  const days = [...names.keys()].sort((a, b) => a - b)
  return { days, names: days.map((day) => names.get(day)!) }
}

type Codes = Pick<import('date-holidays').default, 'getCountries' | 'getStates' | 'getRegions'>

/** The region with the codes that are most likely meant; those that are like no other stay. */
function meantRegion(all: Codes, region: string): string {
  const [country = '', state, part] = region.split('-')
  const codes = [closest(country, all.getCountries())]
  if (state !== undefined) codes.push(closest(state, all.getStates(codes[0]!)))
  if (part !== undefined) codes.push(closest(part, all.getRegions(codes[0]!, codes[1]!)))
  return codes.join('-')
}

function closest(code: string, known: Readonly<Record<string, string>> = {}): string {
  const near = nearest(code, Object.keys(known))
  // One letter of two makes another country.
  const like = code.length > 2 || near?.toLowerCase() === code.toLowerCase()
  return near !== undefined && like ? near : code
}
