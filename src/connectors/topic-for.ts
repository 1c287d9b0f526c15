import { ConfigError } from '../errors.ts'

const place = /\{([^{}]*)\}/g

/**
 * A topic with fields in its places, such as `weather/{city}`. Characters that have a meaning in topics are replaced.
 *
 * @throws ConfigError if a row has no such field
 */
export const topicFor = (pattern: string, fields: Readonly<Record<string, unknown>>): string =>
  pattern.replace(place, (_, name: string) => {
    const value = fields[name]
    if (value === undefined || value === null) {
      const names = Object.keys(fields).join(', ')
      throw new ConfigError([
        { where: 'topic:', message: `expected a field in {${name}}, got none; fields are ${names}` },
      ])
    }
    return topicLevel(String(value))
  })

/** A text as one level of a topic. */
export const topicLevel = (text: string): string => text.replace(/[/+#\0]/g, '_')
