/** A second reading of cells, written from the documentation alone. */

/** The value of a number; NaN if it is missing, undefined if it is none. */
export function numberIn(text: string, decimal: string, thousands: string): number | undefined {
  const trimmed = text.trim()
  if (['', 'nan', 'null'].includes(trimmed.toLowerCase())) return Number.NaN
  const mark = decimal === ',' ? ',' : '\\.'
  const group = thousands === '.' ? '\\.' : thousands
  const whole = thousands === '' ? '' : `|\\d{1,3}(?:${group}\\d{3})+|\\d{1,2}(?:${group}\\d\\d)+${group}\\d{3}`
  const groups = new RegExp(`^[+−–-]?\\s*(?:(?:\\d+${whole})(?:${mark}\\d*)?|${mark}\\d+)(?:[eE][+-]?\\d+)?$`)
  const grouped = thousands !== '' && trimmed.includes(thousands)
  if (!groups.test(trimmed) || (grouped && /^[^e]*e/i.test(trimmed) && !trimmed.includes(decimal))) return undefined
  const plain = (thousands === '' ? trimmed : trimmed.replaceAll(thousands, '')).replace(decimal, '.')
  const size = Number(plain.replace(/^[+−–-]?\s*/, ''))
  if (size > 1e150) return undefined
  return /^[−–-]/.test(plain) ? -size : size
}

const form =
  /^(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s?(?:(Z|UTC|GMT)|([+-])(\d\d)(?::?(\d\d))?)?)?$/i

/** Milliseconds of an ISO 8601 time in UTC; NaN if there is no such time, undefined for forms that are not known here. */
export function timeIn(text: string): number | undefined {
  if (/w|^\d{4}-\d{3}|^\d{8}|\[/i.test(text)) return undefined
  const found = form.exec(text)
  if (!found) return Number.NaN
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', digits = '', , sign, oh, om = '00'] =
    found
  if (Number(oh ?? 0) > 14 || Number(om) > 59) return undefined
  const midnight = new Date(0)
  midnight.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (midnight.getUTCDate() !== Number(day) || midnight.getUTCMonth() !== Number(month) - 1) return Number.NaN
  const ms = Number(digits.slice(0, 3).padEnd(3, '0'))
  const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms
  if (Number(minute) > 59 || Number(second) > 59 || clock > 86_400_000) return Number.NaN
  const ahead = oh === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(oh) * 60 + Number(om)) * 60_000
  return midnight.getTime() + clock - ahead
}
