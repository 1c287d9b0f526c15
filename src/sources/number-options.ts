import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'

/** The texts that mean a missing value by default. */
export const usualMissing: readonly string[] = ['', 'nan', 'null']

const text = z.string().check(z.minLength(1))
const lowerCase = z.pipe(
  z.string(),
  z.transform((one) => one.toLowerCase()),
)
const unit = z.string().check(z.regex(/[^\d\s.,+-]/, { error: 'a text such as "$" or "%"' }))

/** How numbers are written. */
export const numberOptions = {
  decimal: withDefault(z.enum(['.', ',']), '.', 'Decimal mark of numbers.'),
  thousands: withDefault(
    z.enum(['', ',', '.', ' ', "'", '_']),
    '',
    'Separator of thousands, "" for none; " " also means no-break spaces.',
  ),
  units: withDefault(
    z.array(unit),
    [],
    'Texts before or after a number that are cut off, such as ["$", "%"]; 12 % is read as 12.',
  ),
  brackets: withDefault(z.boolean(), false, 'Reads (1.5) and 1.5- as negative numbers.'),
  inexact: withDefault(
    z.boolean(),
    false,
    'Reads <1.5 and ≤1.5 as half of the limit, and >1.5, ~1.5, ≈1.5 and ca. 1.5 as 1.5.',
  ),
  multiples: optional(
    z.record(text, z.number().check(z.positive())),
    'Texts after a number that multiply it, such as { K: 1000, M: 1000000 }.',
  ),
  replace: optional(
    z.pipe(
      z.record(text, z.number()),
      z.transform((numbers) => Object.fromEntries(Object.entries(numbers).map(([word, n]) => [word.toLowerCase(), n]))),
    ),
    'Numbers for whole cells, in any case, such as { "<1": 0.5 }.',
  ),
  missing: withDefault(
    z.array(lowerCase),
    [...usualMissing],
    'Texts that mean a missing value, in any case. What was forecast is used as input instead; nothing is learned from it.',
  ),
}

/** Refuses one mark for two purposes, and a text that is a unit and a multiple. */
export const distinctMarks = z.check<{
  decimal: string
  thousands: string
  units: readonly string[]
  multiples?: Readonly<Record<string, number>> | undefined
}>(({ value: { decimal, thousands, units, multiples = {} }, issues }) => {
  if (decimal === thousands)
    issues.push({ code: 'custom', input: thousands, path: ['thousands'], message: 'another mark than decimal' })
  units.forEach((unit, i) => {
    if (Object.hasOwn(multiples, unit))
      issues.push({ code: 'custom', input: unit, path: ['units', i], message: 'a text that is not under multiples' })
  })
})
