/** What a cell seems to hold, whatever the format of its numbers and times. */
export type CellKind = 'empty' | 'number' | 'time' | 'word'

/** The kind of a cell, judged by its text alone. A year, a date of digits only and seconds since 1970 are numbers. */
export function cellKind(cell: string): CellKind {
  const text = cell.trim()
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return 'number'
  if (missing.test(text)) return 'empty'
  if (!/\d/.test(text)) return 'word'
  return times.some((time) => time.test(text)) ? 'time' : number.test(text) ? 'number' : 'word'
}

const missing =
  /^(|na|n\/a|n\.a\.|#n\/a|<na>|nan|null|nil|none|missing|unavailable|unknown|undefined|-+|\.+|…|:|\?+|\*+|x)$/i

const currency = String.raw`(?:\p{Sc}|[A-Z]{3}|R\$|kr)`
const unit = String.raw`(?:[%‰]|\p{Sc}|[kKMBbT]|[°º][CF]?|\s(?:[A-Z]{3}|[\p{L}°µ/%²³]{1,8}))`
/** Digits with any separators, with a sign, a currency, a unit, or in brackets. */
const number = new RegExp(
  String.raw`^[<>≤≥~]?\s?[(+\-−]?\s?(?:${currency}\s?)?[+\-−]?(?:\d(?:[\d.,'’ \u00a0\u202f_]*\d)?|[.,]\d+)(?:[eE][+-]?\d+)?\s?(?:${unit}|\.)?\s?[-−)]?$`,
  'u',
)

const clock = String.raw`\d{1,2}[:h]\d{2}(?:[:.]\d{2}(?:[.,:]\d+)?)?(?:\s?[ap]\.?m\.?)?`
const zone = String.raw`(?:\s?(?:Z|[+\-−]\d{2}(?::?\d{2})?|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{3,4}|\[[\w/]+\]|\([A-Z]{3,4}\)))*`
const weekday = String.raw`(?:\p{L}{2,9}\.?,?\s+)?`
const month = String.raw`(?:jan|feb|fév|mar|mär|maa|mrz|apr|avr|abr|may|mai|mei|maj|mag|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc|dic|ene|gen)\p{L}*\.?`
const dates = [
  String.raw`\d{4}[-/]\d{1,2}(?:[-/]\d{1,2})?`,
  String.raw`\d{4}\.\d{1,2}\.\d{1,2}`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}`,
  String.raw`\d{4}年\d{1,2}月(?:\d{1,2}日)?`,
  // A month by name with a day, a year, or both, in any order.
  String.raw`(?:\d{1,4}(?:st|nd|rd|th)?[\s./,-]*)?(?:de\s+)?${month}(?:[\s./,'’-]*(?:de\s+)?\d{1,4}(?:st|nd|rd|th)?){1,2}`,
  String.raw`\d{1,4}\.?[\s./,-]*(?:de\s+)?${month}`,
]
const times = [
  ...dates.map((date) => {
    const one = String.raw`${weekday}${date}(?:[T\s,:_-]+(?:${clock}|\d{4,6}|\d{1,2}\s?[ap]m|[01]\d|2[0-4]))?${zone}`
    return new RegExp(String.raw`^\[?${one}(?:\s?(?:-|–|\/|to|bis)\s?(?:${one}|${clock}))?\]?$`, 'iu')
  }),
  new RegExp(String.raw`^\d{8}[T\s_:-]\d{4,6}${zone}$`, 'iu'),
  new RegExp(String.raw`^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?${zone}$`, 'iu'),
  // Periods: 2024-W05, 2019Q3, Q1 2019, FY2019, 1998/99, 2020-H1.
  /^(?:FY\s?)?\d{4}[-/\s]?(?:[QHSTW]|KW|M)\s?\d{1,2}(?:-\d)?$/i,
  /^[QHST]\s?[1-4](?:[-/\s'.]+\d{2,4}|\d{4})$/i,
  /^(?:W|KW|M)\s?\d{1,2}[-/\s'.]+\d{2,4}$/i,
  /^[1-4]\.?\s?(?:Q|quartal|quarter|trimestre)\p{L}*[-/\s.]*\d{2,4}$/iu,
  /^FY\s?\d{2,4}(?:[-/]\d{2,4})?$/i,
  /^\d{4}[-/–]\d{2,4}$/,
  /^\d{1,2}[./-]\d{4}$/,
]
