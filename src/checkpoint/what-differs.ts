/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * The differences between two settings, a sentence each, by their paths. What the settings of before do not mention is
 * not a difference: an option can be added to the program later, with a default that changes nothing.
 *
 * @example
 * whatDiffers({ seed: 1, steps: [{ horizon: 7 }] }, { seed: 1, steps: [{ horizon: 14 }] })
 * // ['steps.1.horizon was 7 and is now 14']
 */
export function whatDiffers(before: Json | undefined, now: Json | undefined, path: readonly string[] = []): string[] {
  if (Array.isArray(before) && Array.isArray(now)) {
    const longer = before.length > now.length ? before : now
    return longer.flatMap((_, i) => {
      const at = [...path, String(i + 1)]
      return i < before.length && i < now.length
        ? whatDiffers(before[i], now[i], at)
        : [sentence(at, before[i], now[i])]
    })
  }
  if (isObject(before) && isObject(now))
    return Object.keys(before).flatMap((key) => whatDiffers(before[key], now[key], [...path, key]))
  return JSON.stringify(before) === JSON.stringify(now) ? [] : [sentence(path, before, now)]
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sentence = (path: readonly string[], before: Json | undefined, now: Json | undefined) =>
  `${path.join('.')} was ${text(before)} and is now ${text(now)}`

const text = (value: Json | undefined) => (value === undefined ? 'absent' : JSON.stringify(value))
