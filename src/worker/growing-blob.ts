/** Characters buffered in the worker's memory. */
const chunk = 1 << 20

/** A text that can become large, kept in blobs, which browsers store on disk. */
export class GrowingBlob {
  private readonly parts: Blob[] = []
  private text = ''

  add(text: string): void {
    this.text += text
    if (this.text.length >= chunk) this.cut()
  }

  /** Everything added. */
  whole(type: string): Blob {
    this.cut()
    return new Blob(this.parts, { type })
  }

  private cut(): void {
    this.parts.push(new Blob([this.text]))
    this.text = ''
  }
}
