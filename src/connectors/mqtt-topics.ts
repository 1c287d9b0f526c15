import type { JsonRow } from '../sources/json-fields.ts'

/** A level that is a place for a field. */
const place = /^\{([^{}]+)\}$/

/**
 * Topics to subscribe to, whose levels in braces are fields: `sensors/{station}/+`. The first that fits a topic says
 * which fields it has; `topic`, the whole of it, is always one.
 *
 * @example
 * const topics = new Topics(['sensors/{station}/#'])
 * topics.filters // ['sensors/+/#']
 * topics.fieldsOf('sensors/a/temp') // { topic: 'sensors/a/temp', station: 'a' }
 */
export class Topics {
  /** The filters as MQTT has them. */
  readonly filters: readonly string[]
  private readonly patterns: readonly (readonly string[])[]

  /** @param patterns without a `topicProblem` */
  constructor(patterns: readonly string[]) {
    const split = patterns.map((pattern) => pattern.split('/'))
    this.filters = split.map((levels) => levels.map((level) => (place.test(level) ? '+' : level)).join('/'))
    // The name of a group that shares a subscription is not part of the topic.
    this.patterns = split.map((levels) => (levels[0] === '$share' ? levels.slice(2) : levels))
  }

  /** The fields of a topic; undefined if no pattern fits it. */
  fieldsOf(topic: string): JsonRow | undefined {
    const levels = topic.split('/')
    const pattern = this.patterns.find((one) => fits(one, levels))
    if (pattern === undefined) return undefined
    const fields = pattern.flatMap((level, i) => {
      const name = place.exec(level)?.[1]
      return name === undefined ? [] : [[name, levels[i]!] as const]
    })
    return Object.fromEntries([['topic', topic], ...fields])
  }
}

function fits(pattern: readonly string[], levels: readonly string[]): boolean {
  const open = pattern.at(-1) === '#'
  const fixed = open ? pattern.slice(0, -1) : pattern
  if (open ? levels.length < fixed.length : levels.length !== fixed.length) return false
  return fixed.every((level, i) => level === '+' || place.test(level) || level === levels[i])
}

/** Why a pattern is not a topic to subscribe to; undefined if it is. */
export function topicProblem(pattern: string): string | undefined {
  const levels = pattern.split('/')
  if (pattern === '' || pattern.includes('\0') || Buffer.byteLength(pattern) > 65_535)
    return 'a topic of 1 to 65,535 bytes'
  if (levels.some((level) => /[+#]/.test(level) && level.length > 1))
    return 'a topic whose + and # are whole levels, such as sensors/+/temp'
  if (levels.slice(0, -1).includes('#')) return 'a topic with # as its last level only, such as sensors/#'
  if (levels.some((level) => /[{}]/.test(level) && !place.test(level)))
    return 'a topic whose places are whole levels, such as sensors/{station}/temp'
  return undefined
}
