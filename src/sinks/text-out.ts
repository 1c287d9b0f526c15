import { once } from 'node:events'
import type { Sink, SinkPlace } from './sink.ts'
import { WholeFile } from './whole-file.ts'

/** A destination of text: a file, or standard output. */
export interface TextOut {
  /** The file, as the user wrote it; undefined if it is not a file. */
  readonly path: string | undefined
  open(): Promise<void>
  write(text: string): void | Promise<void>
  close(): Promise<void>
  abort(): Promise<void>
}

/** The output with this path, as the user wrote it; `-` is standard output. */
export function textOut(name: string, place: SinkPlace): TextOut {
  if (name === '-') return standardOutput
  const file = new WholeFile(place.resolve(name), name)
  return {
    path: name,
    open: () => file.open(),
    write: (text) => file.write(text),
    close: () => file.close(),
    abort: () => file.abort(),
  }
}

const standardOutput: TextOut = {
  path: undefined,
  async open() {},
  async write(text) {
    if (process.stdout.write(text)) return
    try {
      await once(process.stdout, 'drain')
    } catch (error) {
      // The reader has closed the pipe, as `head` does. The command line listens for it too and ends the run.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
    }
  },
  async close() {},
  async abort() {},
}

/** A sink that turns each batch into text. */
export function textSink(out: TextOut, text: (batch: Parameters<Sink['write']>[0]) => string): Sink {
  return {
    path: out.path,
    open: () => out.open(),
    write: (batch) => out.write(text(batch)),
    close: () => out.close(),
    abort: () => out.abort(),
  }
}
