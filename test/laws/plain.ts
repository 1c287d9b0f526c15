/**
 * What was emitted, in plain lists that compare bit by bit (−0 is not 0, NaN is NaN) and that later writes to a typed array cannot change.
 * `inside` and `scores` are live views: what they said is taken down now.
 */
export function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value as ArrayLike<unknown>, plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(namesOf(value).map((name) => [name, plain((value as Record<string, unknown>)[name])]))
}

/** The same as text, which compares faster than lists: equal texts have equal bits. */
export const textOf = (value: unknown): string => JSON.stringify(plain(value), exact)

/** JSON has no NaN, no infinity and no −0; a field that is undefined is left out, as `toEqual` does. */
const exact = (_: string, value: unknown) =>
  typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value))
    ? `${Object.is(value, -0) ? '-0' : value}`
    : value

/** Own fields, and the getters of its class. */
function namesOf(value: object): string[] {
  const prototype = Object.getPrototypeOf(value)
  const getters = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { get }]) => get !== undefined)
  const own = Object.keys(value).filter((name) => typeof (value as Record<string, unknown>)[name] !== 'function')
  return prototype === Object.prototype ? own : [...own, ...getters.map(([name]) => name)]
}
