import type { Column } from './columns.ts'

/** The texts of a column in all rows, as numbers. */
export interface CodedColumn {
  readonly name: string
  /** The different texts. */
  readonly texts: readonly string[]
  /** For each row the index of its text. */
  readonly codes: Int32Array
  /** Whether some texts are not numbers. */
  readonly words: boolean
}

/** Numbers the texts of a column in the order in which they appear. */
export class ColumnCoder {
  private readonly name: string
  private readonly known = new Map<string, number>()
  private readonly codes: number[] = []

  constructor(name: string) {
    this.name = name
  }

  add(text: string): void {
    const plain = text.trim()
    const code = this.known.get(plain) ?? this.known.size
    if (code === this.known.size) this.known.set(plain, code)
    this.codes.push(code)
  }

  column(): CodedColumn {
    const texts = [...this.known.keys()]
    const words = texts.some((text) => text !== '' && !/^[-+\d.,]*$/.test(text))
    return { name: this.name, texts, codes: Int32Array.from(this.codes), words }
  }
}

/** Whether a column may tell series apart: whole numbers or words that occur again and again. */
export const mayBeKey = ({ name, distinct, numbers }: Column, rows: number): boolean =>
  name !== '' &&
  distinct > 1 &&
  distinct * 3 <= rows &&
  (numbers?.every((value) => Number.isNaN(value) || Number.isInteger(value)) ?? true)
