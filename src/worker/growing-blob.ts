import type { Fields, Saveable } from '../state/fields.ts'
import type { KeyedPiece } from '../state/piece.ts'

/** Characters buffered in the worker's memory. */
const chunk = 1 << 20

/** A text that can become large, kept in blobs, which browsers store on disk. */
export class GrowingBlob implements Saveable {
  private readonly kept: boolean
  private parts: Blob[] = []
  private text = ''
  /** Texts of parts that are not saved yet. */
  private readonly unsaved = new Map<number, string>()

  /** @param kept whether `pieces` are saved */
  constructor(kept = false) {
    this.kept = kept
  }

  get empty(): boolean {
    return this.parts.length === 0 && this.text === ''
  }

  add(text: string): void {
    this.text += text
    if (this.text.length < chunk) return
    if (this.kept) this.unsaved.set(this.parts.length, this.text)
    this.parts.push(new Blob([this.text]))
    this.text = ''
  }

  /** Everything added. */
  whole(type: string): Blob {
    return new Blob([...this.parts, this.text], { type })
  }

  /** The number of parts and the text after them. */
  state(fields: Fields): void {
    const { length } = this.parts
    const count = fields.counter('parts', length)
    if (count !== length) this.parts = Array.from({ length: count }, () => new Blob())
    this.text = fields.text('text', this.text)
  }

  /**
   * What is to be saved: a part does not change, and is saved once.
   *
   * @param all whether with the parts that are saved
   */
  *pieces(key: string, all = true): Generator<KeyedPiece> {
    yield [key, this]
    for (let i = 0; i < this.parts.length; i++) {
      if (!all && !this.unsaved.has(i)) continue
      const state = (fields: Fields) => {
        const now = this.unsaved.get(i) ?? ''
        const text = fields.text('text', now)
        if (text !== now) this.parts[i] = new Blob([text])
      }
      yield [`${key}/${i}`, { version: 1, state }]
    }
  }

  /** The pieces were saved. */
  saved(): void {
    this.unsaved.clear()
  }
}
