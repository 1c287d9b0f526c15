import type { TextInput } from './decoded-text.ts'
import { maxLine, parseObject } from './ndjson-format.ts'

/** Rows to read: a field may be absent from some of them. */
const sampledRows = 500

/** The names of the fields in the first rows of NDJSON; undefined if none of them is a JSON object. */
export async function firstFields(input: TextInput): Promise<readonly string[] | undefined> {
  const fields = new Set<string>()
  let rest = ''
  let rows = 0
  const add = (line: string) => {
    if (rows === sampledRows || line.trim() === '') return
    const value = parseObject(rows === 0 ? line.replace(/^\ufeff/, '') : line)
    rows++
    if (typeof value !== 'string') for (const name of Object.keys(value)) fields.add(name)
  }
  try {
    for await (const chunk of input) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()!
      lines.forEach(add)
      if (rows === sampledRows || rest.length > maxLine) break
    }
    add(rest)
  } catch {
    // The run reports the error and its place.
  }
  return fields.size > 0 ? [...fields] : undefined
}
