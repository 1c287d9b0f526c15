/**
 * Characters that a terminal acts on instead of showing them: control characters except tab and line feed, and those
 * that change the direction of the text around them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is sought.
const acting = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/**
 * A text as it can be shown on a terminal: names, cells and paths may hold characters that move the cursor or hide text.
 * They are written as JSON writes them, such as `\u001b`, so that JSON keeps its meaning.
 */
export const printable = (text: string): string =>
  text.replace(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** The same in one line, without tabs: what is in a name looks like neither a line nor a column of ours. */
export const inOneLine = (text: string): string => printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
