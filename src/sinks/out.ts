import type { Fields } from '../state/fields.ts'
import type { Rotation } from './rotation.ts'

/** A destination of text: a file, a device, or standard output. */
export interface TextOut {
  /** The file, as the user wrote it; undefined if it is not a file. */
  readonly path: string | undefined
  /** Bytes written to the file by this run. */
  readonly size?: number
  open(): Promise<void>
  /** Writes the first line, unless the file has it. To be called once, before the first `write`. */
  begin(header: string): void | Promise<void>
  /**
   * Adds lines; returns a promise if it has to wait.
   *
   * @param time of the row that they belong to
   */
  write(text: string, time?: number): void | Promise<void>
  /** The position in the file. */
  state?(fields: Fields): void
  sync?(): Promise<void>
  close(): Promise<void>
  abort(): Promise<void>
}

/** How a file that grows treats what an earlier run wrote, and when another begins. */
export interface AppendedFileOptions {
  /** Whether what an earlier run wrote is removed. */
  readonly fresh?: boolean | undefined
  readonly rotation?: Rotation | undefined
  /** Whether the file is created by the first text only. */
  readonly isLazy?: boolean | undefined
  /** Permissions of the file if it is created. Default: those that the system gives. */
  readonly mode?: number | undefined
  /** Called with what was found in the file and is to be known. */
  readonly warn?: ((warning: string) => void) | undefined
}
