/** Characters of a line or an element, at most. */
export const maxLength = 1_048_576

/** An element of an array, and the line on which it begins, from 1. */
export interface JsonElement {
  readonly text: string
  readonly line: number
}

/**
 * Splits the text of a JSON array into its elements, each as soon as it is complete. An element that is too long is
 * emitted cut off. Browser-safe.
 */
export class JsonElements {
  /** True once the array has ended. */
  closed = false
  /** The first character after the array, if there is any. */
  after: string | undefined
  /** Line of the text read so far, from 1. */
  line = 1
  private depth = 0
  private quoted = false
  private escaped = false
  /** The element read so far, and whether it has begun: spaces before it do not belong to it. */
  private element = ''
  private begun = false
  private elementLine = 1

  push(chunk: string): JsonElement[] {
    const elements: JsonElement[] = []
    let start = 0
    for (let i = 0; i < chunk.length; i++) {
      const mark = chunk[i]!
      if (mark === '\n') this.line++
      if (this.closed) {
        if (!/\S/.test(mark)) continue
        this.after ??= mark
        return elements
      }
      if (this.depth === 0) {
        if (mark === '[') this.depth = 1
        start = i + 1
        continue
      }
      const ends = this.endsElement(mark)
      if (ends) {
        this.keep(chunk.slice(start, i))
        start = i + 1
        // A comma after the last element is forgiven.
        if (this.begun || !this.closed) elements.push({ text: this.element.trim(), line: this.elementLine })
        this.element = ''
        this.begun = false
      } else if (!this.begun && /\S/.test(mark)) {
        this.begun = true
        this.elementLine = this.line
      }
    }
    if (!this.closed) this.keep(chunk.slice(start))
    return elements
  }

  /** Takes in a character of the array; returns whether it ends an element. */
  private endsElement(mark: string): boolean {
    if (this.quoted) {
      if (this.escaped) this.escaped = false
      else if (mark === '\\') this.escaped = true
      else this.quoted = mark !== '"'
      return false
    }
    if (mark === '"') this.quoted = true
    else if (mark === '[' || mark === '{') this.depth++
    else if (mark === ']' || mark === '}') this.depth--
    this.closed = this.depth === 0
    return this.closed || (this.depth === 1 && mark === ',')
  }

  private keep(text: string): void {
    const room = maxLength + 1 - this.element.length
    if (room > 0) this.element += (this.element === '' ? text.trimStart() : text).slice(0, room)
  }
}
