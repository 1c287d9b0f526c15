import type { SeriesLine, SeriesState } from '../../src/recording/overview-wire.ts'

/** What the lines can be ordered by. */
export type Sort = 'attention' | 'name' | 'value' | 'skill' | 'misses'

/** Which lines are listed, and how. */
export interface Listing {
  readonly sort: Sort
  /** Whether the order is the opposite of the usual one of this sort. */
  readonly reversed: boolean
  /** Only these states; all if empty. */
  readonly states: ReadonlySet<SeriesState>
  /** Words that a name must contain, in any order; all names if empty. */
  readonly search: string
}

/** Missing numbers come last. */
const number = (value: number | null, none: number) => (value === null || Number.isNaN(value) ? none : value)

/** The usual order begins with what somebody would look for: the most urgent, the least skill, the most misses. */
const usual: Record<Exclude<Sort, 'name'>, (a: SeriesLine, b: SeriesLine) => number> = {
  attention: (a, b) => b.attention - a.attention,
  value: (a, b) => number(b.value, Number.NEGATIVE_INFINITY) - number(a.value, Number.NEGATIVE_INFINITY) || 0,
  skill: (a, b) => number(a.skill, Number.POSITIVE_INFINITY) - number(b.skill, Number.POSITIVE_INFINITY) || 0,
  misses: (a, b) => b.misses - a.misses,
}

const alphabet = new Intl.Collator('en', { numeric: true })

/** Whether a name contains all words of a search. */
export function finds(search: string): (name: string) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return (name) => words.every((word) => name.includes(word))
}

/**
 * Indices of the lines that are listed, in their order; lines that are equal stay in the order of their numbers.
 *
 * @param names whole names of the lines, in lower case
 */
export function listed(
  lines: readonly SeriesLine[],
  names: readonly string[],
  { sort, reversed, states, search }: Listing,
): number[] {
  const matches = finds(search)
  const found = lines.filter(({ index, state }) => (states.size === 0 || states.has(state)) && matches(names[index]!))
  const sign = reversed ? -1 : 1
  const compare =
    sort === 'name' ? (a: SeriesLine, b: SeriesLine) => alphabet.compare(names[a.index]!, names[b.index]!) : usual[sort]
  return found.sort((a, b) => sign * compare(a, b) || a.index - b.index).map(({ index }) => index)
}

/**
 * The order on screen while somebody reads it: the lines stay in their places, those that are no longer listed go, new
 * ones come at the end.
 */
export function inPlace(shown: readonly number[], wanted: readonly number[]): number[] {
  const listed = new Set(wanted)
  const stay = shown.filter((index) => listed.delete(index))
  return [...stay, ...wanted.filter((index) => listed.has(index))]
}
