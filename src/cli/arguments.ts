import { InvalidArgumentError } from 'commander'
import { parseTimestamp } from '../time/timestamp.ts'

/** A whole number. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

/** A port. */
export function port(text: string): number {
  const number = Number(text)
  if (!/^\d{1,5}$/.test(text) || number > 65_535) throw new InvalidArgumentError('expected a port from 0 to 65535')
  return number
}

/** A number above 0. */
export function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError('expected a number above 0')
  return number
}

/** How many times faster: a number above 0, or `max`. */
export const speed = (text: string): number => (text === 'max' ? Number.POSITIVE_INFINITY : positive(text))

/** A whole number above 0. */
export function count(text: string): number {
  const number = Number(text)
  if (!/^\d{1,6}$/.test(text) || number < 1) throw new InvalidArgumentError('expected a whole number above 0')
  return number
}

/** A size in bytes: a number, or one with kB, MB, GB or TB. */
export function size(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgt]?)b?$/i.exec(text.trim()) ?? []
  const bytes = Number(digits) * 1000 ** ' kmgt'.indexOf(unit.toLowerCase() || ' ')
  if (!(bytes > 0)) throw new InvalidArgumentError('expected a size such as 512MB or 2GB')
  return bytes
}

/** Names with commas between them; a comma that belongs to a name has a backslash before it. */
export function columns(text: string): string[] {
  const names = text.split(/(?<!\\),/).map((name) => name.replaceAll('\\,', ',').trim())
  if (names.some((name) => name === '')) throw new InvalidArgumentError('expected names with commas between them')
  return names
}

/** A date, as text. */
export function date(text: string): string {
  if (Number.isNaN(parseTimestamp(text))) throw new InvalidArgumentError('expected a date such as 2024-02-29')
  return text
}

/** Values by column. */
export type Conditions = Readonly<Record<string, Value | readonly Value[]>>
type Value = string | number

/** A condition `column=value` or `column=a,b`, with those given before. */
export function condition(text: string, others: Conditions = {}): Conditions {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('expected a column and its value, such as store=1')
  const values = columns(text.slice(at + 1)).map((value) => (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value))
  return { ...others, [text.slice(0, at).trim()]: values.length === 1 ? values[0]! : values }
}

/** A rule `NAME: RULE`, or a rule that is its own name, with those given before; or `true` or `false` alone. */
export function outcome(text: string, others?: boolean | Rules): boolean | Rules {
  const plain = text.trim()
  const alone = plain === 'true' || plain === 'false'
  if (typeof others === 'boolean' || (alone && others !== undefined))
    throw new InvalidArgumentError('expected rules, or true or false once, not both')
  if (alone) return plain === 'true'
  const [, name = plain, rule = plain] = /^([^":<>=!]+):\s+(.*)$/.exec(plain) ?? []
  if (others && Object.hasOwn(others, name.trim()))
    throw new InvalidArgumentError(`expected names that differ, got ${name.trim()} twice`)
  return { ...others, [name.trim()]: rule }
}

/** Rules by name. */
type Rules = Readonly<Record<string, string>>
