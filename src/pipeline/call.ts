/** A word of a pipeline with its argument: `name` or `{ name: argument }`. */
export type CallTree = string | { readonly [word: string]: unknown }

/** A call tree that has been read. */
export interface Call {
  readonly name: string
  /** Undefined if there is none. */
  readonly argument: unknown
}

/** Reads a call; returns a message (`expected …, got X; what to do`) if it is not one. */
export function readCall(tree: unknown): Call | string {
  if (typeof tree === 'string') return { name: tree, argument: undefined }
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) {
    return `expected a word or one word with its argument, got ${JSON.stringify(tree) ?? 'nothing'}; write it such as "- score" or "- lookback: 32"`
  }
  const names = Object.keys(tree)
  const [name] = names
  if (name === undefined) return 'expected a word with its argument, got {}; name one'
  const argument = (tree as Record<string, unknown>)[name]
  if (names.length > 1) {
    const cure =
      argument === null ? `indent "${names[1]}" further, below "${name}"` : 'give each word an item of its own'
    return `expected one word with its argument, got ${names.map((word) => `"${word}"`).join(', ')}; ${cure}`
  }
  return { name, argument: argument ?? undefined }
}
