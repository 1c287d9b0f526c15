/** Names of the months, full and short: English, German, French, Spanish, Italian, Portuguese and Dutch. */
const months = [
  'january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari',
  'february feb februar février févr fév fevrier fev febrero febbraio fevereiro februari',
  'march mar märz mär mrz maerz mars marzo março marco maart mrt',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio mag maio mei',
  'june jun juni juin junio giugno giu junho',
  'july jul juli juillet juil julio luglio lug julho',
  'august aug août aoû aout agosto ago augustus',
  'september sep sept septembre septiembre set settembre setembro',
  'october oct oktober okt octobre octubre ottobre ott outubro out',
  'november nov novembre noviembre novembro',
  'december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro',
]

const monthNumbers: ReadonlyMap<string, number> = new Map(
  months.flatMap((names, i) => names.split(' ').map((name) => [name, i + 1] as const)),
)

/** 1 for the name of January, in any case, with or without a dot; NaN if it is not a month. */
export const monthNumber = (text: string) => monthNumbers.get(text.toLowerCase().replace(/\.$/, '')) ?? Number.NaN

/** Short names of time zones, in hours ahead of UTC; CST and the like are those of North America, BST is British. */
const zoneHours: Readonly<Record<string, number>> = {
  ...{ Z: 0, UT: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, BST: 1, IST: 5.5 },
  ...{ CET: 1, CEST: 2, MET: 1, MEST: 2, MEZ: 1, MESZ: 2, EET: 2, EEST: 3, MSK: 3, TRT: 3, SAST: 2 },
  ...{ AST: -4, ADT: -3, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ NST: -3.5, NDT: -2.5, AKST: -9, AKDT: -8, HST: -10, BRT: -3, ART: -3 },
  ...{ PKT: 5, SGT: 8, HKT: 8, JST: 9, KST: 9, AWST: 8, ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 },
}

/** Milliseconds ahead of UTC of a zone's short name, in any case; NaN if it is not known. */
export const zoneOffset = (name: string) => (zoneHours[name.toUpperCase()] ?? Number.NaN) * 3_600_000

const dayNames = new Set(
  [
    'monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun',
    'montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so',
    'lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim',
    'lunes martes miércoles mié jueves jue viernes vie sábado sáb domingo dom',
  ].flatMap((names) => names.split(' ')),
)

/** True for the name of a day of the week, full or short, in English, German, French or Spanish. */
export const isDayName = (text: string) => dayNames.has(text.toLowerCase())
