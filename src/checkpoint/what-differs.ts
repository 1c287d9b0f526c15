/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * The differences between two settings, a sentence each, by their paths. What the settings of before do not mention is
 * not a difference: an option can be added to the program later, with a default that changes nothing.
 *
 * @example
 * whatDiffers({ steps: [{ forecast: { horizon: 7 } }] }, { steps: [{ forecast: { horizon: 14 } }] })
 * // ['steps.forecast.horizon was 7 and is now 14']
 */
export function whatDiffers(before: Json | undefined, now: Json | undefined, path: readonly string[] = []): string[] {
  if (Array.isArray(before) && Array.isArray(now)) {
    const longer = before.length > now.length ? before : now
    return longer.flatMap((_, i) => {
      const [one, other] = [callIn(before[i]), callIn(now[i])]
      // A step is named by its word: its number depends on the steps that were put in before it.
      const at = one !== undefined && one === other ? path : [...path, String(i)]
      return i < before.length && i < now.length
        ? whatDiffers(before[i], now[i], at)
        : [sentence(at, before[i], now[i])]
    })
  }
  if (isObject(before) && isObject(now))
    return Object.keys(before).flatMap((key) => whatDiffers(before[key], now[key], [...path, key]))
  return JSON.stringify(before) === JSON.stringify(now) ? [] : [sentence(path, before, now)]
}

/** The word of a call, which is an object with one key. */
function callIn(value: Json | undefined): string | undefined {
  const keys = isObject(value) ? Object.keys(value) : []
  return keys.length === 1 ? keys[0] : undefined
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sentence = (path: readonly string[], before: Json | undefined, now: Json | undefined) =>
  `${path.join('.')} was ${text(before)} and is now ${text(now)}`

const text = (value: Json | undefined) => (value === undefined ? 'absent' : JSON.stringify(value))
