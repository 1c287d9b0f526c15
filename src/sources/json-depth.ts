/** Levels of objects and arrays, at most: far more than rows have, and far from exhausting the stack. */
export const deepest = 100

const [quote, backslash] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)]
const opening = ['['.charCodeAt(0), '{'.charCodeAt(0)]
const closing = [']'.charCodeAt(0), '}'.charCodeAt(0)]

/** Whether a JSON text is nested deeper than `deepest`. */
export function tooDeep(text: string): boolean {
  if (text.length <= deepest) return false
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) i = endOfText(text, i)
    else if (opening.includes(code)) {
      if (++depth > deepest) return true
    } else if (closing.includes(code)) depth--
  }
  return false
}

/** Index of the quote that closes the one at `start`. */
function endOfText(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === backslash) i++
    else if (code === quote) return i
  }
  return text.length
}
