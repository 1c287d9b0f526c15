import type { z } from 'zod/mini'
import { ConfigError } from '../series/errors.ts'
import { describeIssues } from './issues.ts'

/**
 * The argument of an operator as its schema reads it, defaults filled in. Throws ConfigError with everything that is wrong with it.
 *
 * @example
 * checkArgument('lookback', z.int().min(1), 32) // 32
 */
export function checkArgument<S extends z.ZodMiniType>(name: string, schema: S, argument: unknown): z.output<S> {
  const result = schema.safeParse(argument)
  if (result.success) return result.data
  throw new ConfigError(
    describeIssues(result.error.issues, argument, optionsOf(schema)).map(({ path, message }) => ({
      where: `${[name, ...path].join('.')}:`,
      message,
    })),
  )
}

/** Names of the options of every object among the alternatives of a schema. */
export function optionsOf(schema: z.core.$ZodType): string[] {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (def.type === 'object') return Object.keys(def.shape)
  if (def.type === 'union') return def.options.flatMap(optionsOf)
  if (def.type === 'default' || def.type === 'prefault' || def.type === 'optional') return optionsOf(def.innerType)
  return []
}
