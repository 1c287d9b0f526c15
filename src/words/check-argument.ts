import type { z } from 'zod/mini'
import { ConfigError } from '../errors.ts'
import { type ArgumentProblem, describeIssues } from './issues.ts'

/** The input of a schema, with lists and options that may be readonly. */
export type Given<T> = T extends (...args: never) => unknown
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Given<T[Key]> }
      : T

/**
 * Checks the argument of a word by its schema and fills in the defaults.
 *
 * @param name what problems begin with, such as the name of the word
 * @returns a copy with the defaults
 * @throws ConfigError with all problems
 * @example
 * checkArgument('lookback', z.int().min(1), 32) // 32
 */
export function checkArgument<S extends z.ZodMiniType>(
  name: string,
  schema: S,
  argument: Given<z.input<S>>,
): z.output<S> {
  const result = schema.safeParse(argument)
  if (result.success) return result.data
  throw asError(
    name,
    describeIssues(result.error.issues, argument, (path) => optionsAt(schema, path)),
  )
}

/** @throws ConfigError with the problems of the argument of a word, if there are any */
export function demandNone(name: string, problems: readonly ArgumentProblem[]): void {
  if (problems.length > 0) throw asError(name, problems)
}

const asError = (name: string, problems: readonly ArgumentProblem[]) =>
  new ConfigError(problems.map(({ path, message }) => ({ where: `${[name, ...path].join('.')}:`, message })))

/** Names of the options of the block at a path. */
export function optionsAt(schema: z.core.$ZodType, [name, ...rest]: readonly PropertyKey[]): string[] {
  if (name === undefined) return optionsOf(schema)
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (def.type === 'object') return name in def.shape ? optionsAt(def.shape[String(name)]!, rest) : []
  if (def.type === 'array') return optionsAt(def.element, rest)
  if (def.type === 'union') return def.options.flatMap((option) => optionsAt(option, [name, ...rest]))
  if (def.type === 'default' || def.type === 'prefault' || def.type === 'optional')
    return optionsAt(def.innerType, [name, ...rest])
  return []
}

/** Names of the options of every object among the alternatives of a schema. */
export function optionsOf(schema: z.core.$ZodType): string[] {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (def.type === 'object') return Object.keys(def.shape)
  if (def.type === 'union') return def.options.flatMap(optionsOf)
  if (def.type === 'default' || def.type === 'prefault' || def.type === 'optional') return optionsOf(def.innerType)
  return []
}
