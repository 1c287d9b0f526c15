import Holidays from 'date-holidays'

const dayMs = 86_400_000

/** 1 on public holidays of a place, such as `['US', 'DC']`; `shift` days later if it is given. */
export function holidays(times: readonly number[], place: readonly [string, string?], shift = 0): number[] {
  const all = place[1] === undefined ? new Holidays(place[0]) : new Holidays(place[0], place[1])
  const seen = new Map<string, number>()
  return times.map((time) => {
    const date = new Date(time - shift * dayMs).toISOString().slice(0, 10)
    const known = seen.get(date)
    if (known !== undefined) return known
    const found = all.isHoliday(new Date(`${date}T12:00:00`))
    const is = found ? Number(found.some(({ type }) => type === 'public' || type === 'bank')) : 0
    seen.set(date, is)
    return is
  })
}
