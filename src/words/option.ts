import * as z from 'zod/mini'

// An option is defined once, in the schema of its word: values, meaning and default. The documented types (by the
// build), checks, the JSON Schema and `rxcast list` are made from it.

/** An option that must be given. */
export function required<S extends z.ZodMiniType>(schema: S, meaning: string): S {
  return schema.check(z.describe(meaning))
}

/** An option that may be left out; `meaning` says what happens then. */
export function optional<S extends z.ZodMiniType>(schema: S, meaning: string): z.ZodMiniOptional<S> {
  return z.optional(schema).check(z.describe(meaning))
}

/** An option with a default, which is appended to its meaning. */
export function withDefault<S extends z.ZodMiniType>(
  schema: S,
  value: Exclude<z.output<S>, undefined>,
  meaning: string,
): z.ZodMiniDefault<S> {
  return z._default(schema, value as never).check(z.describe(`${meaning} ${defaultSentence(value)}`))
}

/** The sentence that `withDefault` appends. */
export function defaultSentence(value: unknown): string {
  const items = Array.isArray(value) && value.map((item) => JSON.stringify(item))
  return `Default ${items ? `[${items.join(', ')}]` : JSON.stringify(value)}.`
}
