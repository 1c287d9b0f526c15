import * as z from 'zod/mini'
import { ConfigError } from '../errors.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { optional } from '../words/option.ts'

const each = 'One for all targets, or one a target: by name in a pipeline file, by position from 0 in code.'
const ofTargets = <S extends z.ZodMiniType>(one: S) => z.union([one, z.record(z.string(), one)])

/** What the values of the targets can be, to be spread into the options of a forecaster. */
export const limitOptions = {
  min: optional(
    ofTargets(z.number()),
    `The least that a value can be, such as 0: forecasts and intervals keep to it. ${each}`,
  ),
  max: optional(
    ofTargets(z.number()),
    `The most that a value can be, such as 100: forecasts and intervals keep to it. ${each}`,
  ),
  integer: optional(
    ofTargets(z.boolean()),
    `Whether values are whole numbers, as counts are: forecasts are rounded, and intervals end at the outermost whole numbers in them. ${each}`,
  ),
}

const names = ['min', 'max', 'integer'] as const

type OfTargets<T> = T | Readonly<Record<string, T>> | undefined

/** The options of `limitOptions`. */
export interface Limits {
  readonly min?: OfTargets<number>
  readonly max?: OfTargets<number>
  readonly integer?: OfTargets<boolean>
}

/** What the values of one target can be; −∞ and ∞ if they have no limit. */
export interface Limit {
  readonly min: number
  readonly max: number
  readonly integer: boolean
}

/** The limit of one target; of whole numbers, the first and the last. */
export function limitOf(limits: Limits, target: string): Limit {
  const integer = of(limits.integer, target) ?? false
  const min = of(limits.min, target) ?? Number.NEGATIVE_INFINITY
  const max = of(limits.max, target) ?? Number.POSITIVE_INFINITY
  return { min: integer ? Math.ceil(min) : min, max: integer ? Math.floor(max) : max, integer }
}

const of = <T>(option: OfTargets<T>, target: string): T | undefined => (isByTarget(option) ? option[target] : option)

const isByTarget = <T>(option: OfTargets<T>): option is Readonly<Record<string, T>> => typeof option === 'object'

/** Rejects limits that leave a target fewer than two values. */
export function someValues(limits: Limits, context: z.core.$RefinementCtx): void {
  const targets = names.flatMap((name) => Object.keys(isByTarget(limits[name]) ? limits[name] : {}))
  // A name that no option has stands for all other targets.
  for (const target of [...targets, '']) {
    const { min, max, integer } = limitOf(limits, target)
    if (min < max) continue
    const path = isByTarget(limits.max) ? ['max', target] : ['max']
    const wanted = `a number above min, ${of(limits.min, target)}${integer ? ', with two whole numbers or more between them' : ''}`
    context.addIssue({ code: 'custom', path, input: of(limits.max, target), message: wanted })
    return
  }
}

/** The names in the options that no target has. */
export function unknownTargets(limits: Limits, targets: readonly string[]): ArgumentProblem[] {
  return names.flatMap((name) =>
    Object.keys(isByTarget(limits[name]) ? limits[name] : {})
      .filter((target) => !targets.includes(target))
      .map((target) => ({
        path: [name],
        unknown: target,
        message: `expected the name of a target, got "${target}"; the targets are ${targets.join(', ')}`,
      })),
  )
}

/**
 * The limits with positions, from 0, as the names of the targets.
 *
 * @param targets the names that they have, by position
 * @throws ConfigError if there is no target of a name
 */
export function byPosition(limits: Limits, targets: readonly string[]): Limits {
  const unknown = unknownTargets(limits, targets)
  if (unknown.length > 0)
    throw new ConfigError(unknown.map(({ path: [name], message }) => ({ where: `forecast.${String(name)}:`, message })))
  const placed = <T>(option: OfTargets<T>): OfTargets<T> =>
    isByTarget(option)
      ? Object.fromEntries(Object.entries(option).map(([target, value]) => [targets.indexOf(target), value]))
      : option
  return { min: placed(limits.min), max: placed(limits.max), integer: placed(limits.integer) }
}
