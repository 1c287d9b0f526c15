/** Milliseconds of a day of 24 hours. */
export const dayMs = 86_400_000
/** Milliseconds of a week. */
export const weekMs = 7 * dayMs

/** 1970-01-05 was a Monday. */
const monday = 4 * dayMs

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Day of the week of a local time: Monday 0 … Sunday 6. */
export const weekdayOf = (local: number): number => {
  const days = Math.floor((local - monday) / dayMs)
  return days - 7 * Math.floor(days / 7)
}

/**
 * Slots are times in a week that repeats, in milliseconds from its Monday, rising. They are numbered through all weeks.
 *
 * @returns the number of the last slot at or before a local time
 * @example slotAt(Date.UTC(1970, 0, 6), [0, 86_400_000]) // 1
 */
export function slotAt(local: number, slots: ArrayLike<number>): number {
  const week = Math.floor((local - monday) / weekMs)
  const within = local - monday - week * weekMs
  let low = 0
  let high = slots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (slots[middle]! <= within) low = middle + 1
    else high = middle
  }
  return week * slots.length + low - 1
}

/** The local time of the slot with this number. */
export function timeOfSlot(number: number, slots: ArrayLike<number>): number {
  const week = Math.floor(number / slots.length)
  return monday + week * weekMs + slots[number - week * slots.length]!
}

/**
 * The days of a word such as `sat` or `sun-thu`, Monday 0; undefined if it is not one.
 *
 * @example weekdaysIn('sat-mon') // [5, 6, 0]
 */
export function weekdaysIn(word: string): readonly number[] | undefined {
  const [from = '', to = from, more] = word.split('-')
  const first = names.indexOf(from)
  const last = names.indexOf(to)
  if (first < 0 || last < 0 || more !== undefined) return undefined
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => (first + i) % 7)
}

/**
 * The words that `weekdaysIn` reads as these days; '' for all seven.
 *
 * @example weekdayWords([0, 1, 2, 4]) // 'mon-wed fri'
 */
export function weekdayWords(days: readonly number[]): string {
  const has = (day: number) => days.includes((day + 7) % 7)
  const words: string[] = []
  for (const first of names.keys()) {
    if (!has(first) || has(first - 1)) continue
    let last = first
    while (has(last + 1)) last++
    words.push(last === first ? names[first]! : `${names[first]}-${names[last % 7]}`)
  }
  return words.join(' ')
}
