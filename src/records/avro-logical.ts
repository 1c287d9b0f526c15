import type { Schema, Type, types } from 'avsc'

/** A logical type with its attributes. */
export interface Marked extends types.LogicalType {
  readonly mark: {
    readonly logicalType: string
    readonly scale?: number
  }
}

/** Units of an instant, in a second; those of times of day are the same. */
const units = { millis: 1e3, micros: 1e6, nanos: 1e9 } as const
type Unit = keyof typeof units

/** The logical types that are read as more than their numbers and bytes. */
export const logicalNames: readonly string[] = [
  'date',
  'decimal',
  'time-millis',
  'time-micros',
  ...Object.keys(units).flatMap((unit) => [`timestamp-${unit}`, `local-timestamp-${unit}`]),
]

/** A class of avsc for logical types that keeps the attributes of the schema. */
export const markedType = (Logical: typeof types.LogicalType): typeof types.LogicalType =>
  class extends Logical {
    readonly mark: unknown
    constructor(schema: Schema, options?: unknown) {
      super(schema, options)
      this.mark = schema
      const expected = underlying((schema as { readonly logicalType: string }).logicalType)
      // The type then counts as the one below it (Avro 1.12, "Logical Types").
      if (!expected.includes((this.underlyingType as Type).typeName)) throw new Error('not for this type')
    }
  }

const underlying = (name: string): readonly string[] =>
  name === 'decimal' ? ['bytes', 'fixed'] : name === 'date' || name === 'time-millis' ? ['int'] : ['long']

/**
 * A value of a logical type: days and instants in ISO 8601, a `local-timestamp` without an offset, a time of day as
 * text, a decimal with all of its digits. One beyond the calendar stays a number, which cannot be read as a time.
 *
 * @param value of the type below it
 */
export function logicalValue({ mark }: Marked, value: unknown): unknown {
  const { logicalType, scale = 0 } = mark
  if (logicalType === 'decimal') return decimal(String(value), scale)
  if (logicalType === 'date') return dayText(Number(value)) ?? value
  const [, kind, unit] = /^(.*?)-(\w+)$/.exec(logicalType)!
  const whole = BigInt(value as string | number)
  const perSecond = units[unit as Unit]
  const text = instantText(whole, perSecond)
  if (text === undefined) return value
  if (logicalType.startsWith('time-')) return text.slice(11)
  return kind === 'timestamp' ? `${text}Z` : text
}

const dayText = (days: number) => instantText(BigInt(days) * 86_400n, 1)?.slice(0, 10)

/** An instant as ISO 8601 without an offset, with the digits of its unit; undefined beyond the years 0 to 9999. */
function instantText(whole: bigint, perSecond: number): string | undefined {
  const per = BigInt(perSecond)
  const fraction = ((whole % per) + per) % per
  const seconds = Number((whole - fraction) / per)
  const text = Math.abs(seconds) < 1e12 ? new Date(seconds * 1000).toISOString() : ''
  if (text.length !== 24) return undefined
  const digits = String(perSecond).length - 1
  return `${text.slice(0, 19)}${digits === 0 ? '' : `.${String(fraction).padStart(digits, '0')}`}`
}

/** The number of a two's complement in hexadecimal digits, with a decimal point before the last `scale` of its digits. */
function decimal(hex: string, scale: number): string {
  if (hex === '') return '0'
  const whole = BigInt.asIntN(hex.length * 4, BigInt(`0x${hex}`))
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return whole < 0n ? `-${text}` : text
}
