import { statSync } from 'node:fs'
import type { ByteInput } from './byte-input.ts'
import { decodedText, type TextInput } from './decoded-text.ts'
import { InputBytes } from './input-bytes.ts'
import { isAddress } from './is-address.ts'
import type { SourcePlace } from './source.ts'
import type { Sheet } from './workbook.ts'

/** A file, an http(s) address or standard input, read in chunks, as text or as bytes. */
export class TextChunks implements TextInput, ByteInput {
  private readonly input: InputBytes
  private readonly name: string
  private readonly encoding: string

  /**
   * @param path file or address to open; `-` is standard input
   * @param name the path as the user wrote it, for errors
   * @param encoding a label of the WHATWG encoding standard, such as `utf-8` or `windows-1252`
   * @param sheet of a workbook: its name, or its number from 1
   * @throws DataError if the file does not exist
   */
  constructor(path: string, name: string, encoding: string, signal: AbortSignal, sheet?: Sheet) {
    this.input = new InputBytes(path, name, signal, sheet)
    this.name = name
    this.encoding = encoding
  }

  get bytesRead(): number {
    return this.input.bytesRead
  }

  get bytesTotal(): number | undefined {
    return this.input.bytesTotal
  }

  get repeatable(): boolean {
    return this.input.repeatable
  }

  get slice(): ByteInput['slice'] {
    return this.input.slice
  }

  bytes(): AsyncGenerator<Uint8Array> {
    return this.input.bytes()
  }

  [Symbol.asyncIterator](): AsyncGenerator<string> {
    return decodedText(this.bytes(), this.name, this.encoding)
  }
}

/** Options of a source that name its file. */
interface FileOptions {
  readonly path: string
  readonly encoding: string
  readonly sheet?: Sheet | undefined
}

/** A function that opens the file of a source, once for each reading. */
export const fileAt =
  ({ path, encoding, sheet }: FileOptions, { resolve }: SourcePlace) =>
  (signal: AbortSignal): TextInput =>
    new TextChunks(resolve(path), path, encoding, signal, sheet)

/**
 * The reason why a file cannot be opened; undefined if it exists, for standard input, and for addresses. A file that is
 * followed need not exist yet.
 */
export function fileProblem(
  { path, follow = false }: { readonly path: string; readonly follow?: boolean | undefined },
  { resolve }: SourcePlace,
): string | undefined {
  const file = resolve(path)
  if (file === '-' || isAddress(file)) return undefined
  const found = statSync(file, { throwIfNoEntry: false })
  if (found ? !found.isDirectory() : follow) return undefined
  const got = found ? 'a folder; name the file in it' : 'no such file; the path is relative to the pipeline file'
  return `expected a file to read, got "${path}", ${got}`
}
