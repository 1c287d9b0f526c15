import { Lexer } from 'yaml'

/** Deeper than any pipeline, and far from exhausting the stack. */
export const maxDepth = 50
/** Two spaces a level, and twice that for lists that are indented. */
const maxIndent = 4 * maxDepth
const maxLength = 1_048_576
/** Keys, values and marks of a text: enough for thousands of names, and parsed in far less than a second. */
const maxTokens = 100_000

/** Tokens that stand for a document, the end of a flow and a plain text. */
const lengthless = new Set(['\u0002', '\u0018', '\u001f'])

/** Why a YAML text is not parsed, and where. */
export interface Excess {
  readonly offset: number
  readonly message: string
}

/** Finds what would make parsing a text take long or exhaust the stack: size, parts and depth. */
export function yamlExcess(text: string): Excess | undefined {
  if (text.length > maxLength)
    return {
      offset: maxLength,
      message: `expected at most ${maxLength} characters, got ${text.length}; is it the pipeline?`,
    }
  let offset = 0
  let tokens = 0
  /** Brackets that are open, and marks of entries in this line, each of which begins a level. */
  let brackets = 0
  let marks = 0
  for (const token of new Lexer().lex(text)) {
    const [first] = token
    if (first === '[' || first === '{') brackets += token.length === 1 ? 1 : 0
    else if (first === ']' || first === '}') brackets -= token.length === 1 ? 1 : 0
    else if (token === '-' || token === '?') marks++
    else if (first === '\n' || first === '\r') marks = 0
    const indented = /^ +$/.test(token) ? token.length : 0
    if (brackets > maxDepth || marks > maxDepth || indented > maxIndent)
      return { offset, message: `expected at most ${maxDepth} levels, got more; pipelines are flat` }
    if (++tokens > maxTokens)
      return { offset, message: `expected at most ${maxTokens} names, values and marks, got more; is it the pipeline?` }
    if (!lengthless.has(token)) offset += token.length
  }
  return undefined
}
