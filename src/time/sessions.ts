import { dayMs, slotAt, timeOfSlot, weekdaysIn, weekdayWords, weekMs } from './week.ts'

/** Rows within the day that pause at night, at weekends or at noon: a step is the next slot. */
export interface Sessions {
  /** Milliseconds between two slots without a pause. */
  readonly ms: number
  /** Times in the week, in milliseconds from its Monday, rising. */
  readonly slots: readonly number[]
}

const hours = /^(\d\d):(\d\d)(?::(\d\d))?(?:-(\d\d):(\d\d)(?::(\d\d))?)?$/

/**
 * Reads opening hours: words such as `09:30-15:30` (the times of the first and the last row; over midnight if the
 * second is earlier) or `12:00`, then the weekdays they are for; again for days with other hours. Without weekdays they
 * are for every day.
 *
 * @param ms milliseconds between two rows
 * @returns undefined if the words say something else, or the hours are not whole steps
 * @example sessionSlots(3_600_000, ['09:00-11:00', 'mon', 'tue'])?.length // 6
 */
export function sessionSlots(ms: number, words: readonly string[]): readonly number[] | undefined {
  // More slots than seconds in a week would fill the memory.
  if (ms < 1000 || ms >= dayMs) return undefined
  const slots = new Set<number>()
  let times: number[] = []
  let days: number[] = []
  const close = () => {
    for (const day of days) for (const time of times) slots.add((day * dayMs + time) % weekMs)
  }
  for (const word of words) {
    const weekdays = weekdaysIn(word)
    if (weekdays) {
      if (times.length === 0) return undefined
      days.push(...weekdays)
      continue
    }
    if (days.length > 0) {
      close()
      times = []
      days = []
    }
    const open = timesIn(word, ms)
    if (!open) return undefined
    times.push(...open)
  }
  if (times.length === 0) return undefined
  if (days.length === 0) days = [0, 1, 2, 3, 4, 5, 6]
  close()
  return [...slots].sort((a, b) => a - b)
}

/** The times of day of a word; those after midnight are more than a day. */
function timesIn(word: string, ms: number): number[] | undefined {
  const [, h, m, s = 0, h2 = h, m2 = m, s2 = s] = hours.exec(word) ?? []
  if (h === undefined) return undefined
  const first = clock(h, m!, s)
  const last = clock(h2!, m2!, s2)
  const length = last < first ? last + dayMs - first : last - first
  if (!(first < dayMs && last < dayMs && length % ms === 0)) return undefined
  return Array.from({ length: length / ms + 1 }, (_, i) => first + i * ms)
}

/** NaN if the minutes or seconds are too many. */
function clock(hour: string, minute: string, second: string | number): number {
  const valid = Number(minute) < 60 && Number(second) < 60
  return valid ? Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000 : Number.NaN
}

/** The words that `sessionSlots` reads as these slots. */
export function sessionWords({ ms, slots }: Sessions): string {
  const byHours = new Map<string, number[]>()
  const runs = runsOf(slots, ms)
  for (let day = 0; day < 7; day++) {
    const text = runs
      .filter(({ first }) => Math.floor(first / dayMs) === day)
      .map(rangeWord)
      .join(' ')
    if (text === '') continue
    byHours.set(text, [...(byHours.get(text) ?? []), day])
  }
  return [...byHours].map(([text, days]) => (days.length === 7 ? text : `${text} ${weekdayWords(days)}`)).join(' ')
}

interface Run {
  readonly first: number
  last: number
}

/** The runs of slots without a pause; those longer than a day are cut at midnight. */
function runsOf(slots: readonly number[], ms: number): readonly Run[] {
  const runs: Run[] = []
  for (const slot of slots) {
    const run = runs.at(-1)
    if (run && run.last + ms === slot) run.last = slot
    else runs.push({ first: slot, last: slot })
  }
  const [first] = runs
  const last = runs.at(-1)!
  if (runs.length > 1 && last.last + ms === first!.first + weekMs) {
    last.last = runs.shift()!.last + weekMs
  }
  return runs.flatMap((run) => (run.last + ms - run.first > dayMs ? cutAtMidnight(run, ms) : run))
}

function cutAtMidnight({ first, last }: Run, ms: number): Run[] {
  const runs: Run[] = []
  for (let from = first; from <= last; ) {
    const midnight = (Math.floor(from / dayMs) + 1) * dayMs
    const steps = Math.ceil((Math.min(midnight, last + 1) - from) / ms)
    runs.push({ first: from % weekMs, last: from + (steps - 1) * ms })
    from += steps * ms
  }
  return runs
}

const rangeWord = ({ first, last }: Run) =>
  first === last ? clockWord(first) : `${clockWord(first)}-${clockWord(last)}`

function clockWord(time: number): string {
  const seconds = Math.floor((time % dayMs) / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (seconds % 60 > 0) parts.push(seconds % 60)
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/**
 * The number of the slot that a local time belongs to: the next one if it is nearer and less than half a step away,
 * else the last one.
 */
export function slotNear(local: number, { ms, slots }: Sessions): number {
  const number = slotAt(local, slots)
  const next = timeOfSlot(number + 1, slots) - local
  return next * 2 < ms && next < local - timeOfSlot(number, slots) ? number + 1 : number
}

/**
 * Steps to the same time on the next day, by most slots; if no two days have a time in common, all slots by the days
 * that have any.
 *
 * @example slotsInDay({ ms: 3_600_000, slots: sessionSlots(3_600_000, ['09:30-15:30', 'mon-fri']) }) // 7
 */
export function slotsInDay({ slots }: Sessions): number {
  const counts = new Map<number, number>()
  for (let i = 0; i < slots.length; i++) {
    const tomorrow = timeOfSlot(i, slots) + dayMs
    const number = slotAt(tomorrow, slots)
    if (timeOfSlot(number, slots) === tomorrow) counts.set(number - i, (counts.get(number - i) ?? 0) + 1)
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a)
  return usual ? usual[0] : Math.round(slots.length / new Set(slots.map((slot) => Math.floor(slot / dayMs))).size)
}
