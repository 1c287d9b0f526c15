/** A point of InfluxDB. */
export interface Point {
  readonly measurement: string
  readonly tags: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, number | bigint | string | boolean>>
  readonly time: number
}

/**
 * Reads line protocol as InfluxDB's own parser does (influxdata/influxdb, models/points.go): a backslash takes the
 * character after it along, whatever that is; only marks lose it.
 *
 * @throws Error for anything that InfluxDB would refuse
 */
export function pointsIn(text: string): Point[] {
  if (!text.endsWith('\n')) throw new Error('no line end')
  return text.slice(0, -1).split('\n').map(pointIn)
}

function pointIn(line: string): Point {
  let at = 0
  /** The text up to one of the marks. */
  const upTo = (marks: string, escapes = /\\([,= ])/g): string => {
    const start = at
    while (at < line.length && !marks.includes(line[at]!)) at += line[at] === '\\' ? 2 : 1
    if (at > line.length) throw new Error(`ends with a backslash: ${line}`)
    if (at === start) throw new Error(`empty at ${start}: ${line}`)
    const name = line.slice(start, at)
    if (/[\t\0]/.test(name)) throw new Error(`ends at a tab or NUL in version 3: ${line}`)
    return name.replaceAll(escapes, '$1')
  }
  const expect = (mark: string) => {
    if (line[at++] !== mark) throw new Error(`expected ${JSON.stringify(mark)} at ${at - 1}: ${line}`)
  }
  if (line.startsWith('#')) throw new Error(`a comment: ${line}`)
  const measurement = upTo(', ', /\\([, ])/g)
  const tags: Record<string, string> = {}
  while (line[at] === ',') {
    at++
    const name = upTo('=, ')
    expect('=')
    if (Object.hasOwn(tags, name) || name === 'time' || name.startsWith('_')) throw new Error(`tag ${name}: ${line}`)
    tags[name] = upTo(', ')
  }
  expect(' ')
  const fields: Record<string, number | bigint | string | boolean> = {}
  do {
    if (line[at] === ',') at++
    const name = upTo('=, ')
    expect('=')
    fields[name] = value()
  } while (line[at] === ',')
  expect(' ')
  const time = line.slice(at)
  if (!/^-?\d+$/.test(time)) throw new Error(`time ${time}: ${line}`)
  return { measurement, tags, fields, time: Number(time) }

  function value(): number | bigint | string | boolean {
    if (line[at] === '"') {
      let text = ''
      for (at++; line[at] !== '"'; at++) {
        if (at >= line.length) throw new Error(`no closing quote: ${line}`)
        if (line[at] === '\\' && '"\\'.includes(line[at + 1]!)) at++
        text += line[at]
      }
      at++
      return text
    }
    const text = upTo(', ')
    if (/^-?\d+i$/.test(text)) return BigInt(text.slice(0, -1))
    if (/^(true|false)$/.test(text)) return text === 'true'
    if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text)
    throw new Error(`value ${text}: ${line}`)
  }
}
