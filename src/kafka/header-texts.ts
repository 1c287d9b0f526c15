import type { IHeaders } from 'kafkajs'

/** The headers of a record as texts; of several with the same name the last. Undefined if there are none. */
export function headerTexts(headers: IHeaders | undefined): Record<string, string> | undefined {
  const texts = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value
    return last === undefined ? [] : [[name, last.toString()] as const]
  })
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}
