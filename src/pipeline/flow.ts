import type { Word } from '../word.ts'

/** A word with its example, as YAML on one line. */
export function flow({ name, example }: Word): string {
  return example === undefined ? name : `${name}: ${flowValue(example)}`
}

/** A call as YAML on one line: its name alone if the argument equals the defaults. */
export function flowCall({ word, argument }: { readonly word: Word; readonly argument: unknown }): string {
  const plain = JSON.stringify(argument) === JSON.stringify(word.argument.safeParse(undefined).data)
  return plain ? word.name : `${word.name}: ${flowValue(argument)}`
}

/** A value as YAML on one line. */
export function flowValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowValue).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${flowValue(part)}`)
      .join(', ')} }`
  return typeof value === 'string' ? yamlScalar(value) : String(value)
}

/** A text as a YAML scalar: quoted if it would otherwise be read as something else. */
export function yamlScalar(text: string): string {
  const plain = /^[A-Za-z_./][\w./-]*( [\w./-]+)*$|^\d{4}-\d\d(-\d\d)?$|^\d+[a-z]+$/.test(text)
  return plain && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text)
}
